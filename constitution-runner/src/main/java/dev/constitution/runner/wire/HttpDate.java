package dev.constitution.runner.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Dates as HTTP has them, in all three forms of RFC 9110 (section 5.6.7), and as RFC 3339 does, which some headers use. */
final class HttpDate {
    /** RFC 9110: a year that seems to be more than 50 years ahead is one of the past. */
    private static final int YEARS_AHEAD = 50;

    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant(),
            text -> LocalDateTime.parse(text, rfc850()).toInstant(ZoneOffset.UTC),
            text -> LocalDateTime.parse(
                            text.replaceAll(" +", " "),
                            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ENGLISH))
                    .toInstant(ZoneOffset.UTC),
            text -> ZonedDateTime.parse(text).toInstant());

    private HttpDate() {}

    private static DateTimeFormatter rfc850() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR,
                        2,
                        2,
                        ZonedDateTime.now(ZoneOffset.UTC).getYear() + YEARS_AHEAD - 99)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }

    /** The moment that a date names; empty where it is none. */
    static Optional<Instant> parse(String text) {
        return FORMS.stream().flatMap(form -> read(text.strip(), form).stream()).findFirst();
    }

    private static Optional<Instant> read(String text, Function<String, Instant> form) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
