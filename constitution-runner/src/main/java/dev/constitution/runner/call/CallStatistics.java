package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the run's calls stand at one moment, over all of its models.
 *
 * @param retries how many requests were sent again, by what had failed
 * @param inFlight requests that are being answered
 * @param waiting calls that wait for their turn, or back off
 * @param limit how many requests may be in flight at present
 * @param outages models that answer nothing at present, and are only tried from time to time
 */
public record CallStatistics(Map<FailureKind, Long> retries, int inFlight, int waiting, int limit, int outages) {
    public CallStatistics {
        retries = Collections.unmodifiableMap(new TreeMap<>(retries));
    }

    /** What is worth a look while the run goes on; empty when all goes well. */
    public String progress() {
        return Stream.of(inWords(retries), outages == 0 ? "" : "the provider answers nothing at present")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** {@code 12 sent again (rate_limited 9, unavailable 3)}; empty where none was. */
    public static String inWords(Map<FailureKind, Long> retries) {
        long sum = retries.values().stream().mapToLong(Long::longValue).sum();
        return sum == 0
                ? ""
                : retries.entrySet().stream()
                        .map(kind -> kind.getKey().label() + " " + kind.getValue())
                        .collect(Collectors.joining(", ", String.format(Locale.ROOT, "%,d sent again (", sum), ")"));
    }
}
