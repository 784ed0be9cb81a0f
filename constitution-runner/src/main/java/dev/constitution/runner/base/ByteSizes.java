package dev.constitution.runner.base;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of files for people. */
public final class ByteSizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?([KMG]B)");
    private static final Map<String, Double> UNITS = Map.of("KB", 1e3, "MB", 1e6, "GB", 1e9);

    private ByteSizes() {}

    /**
     * Reads {@code 500MB}, {@code 1.5 GB} or {@code 64kb}; a kilobyte is 1,000 bytes.
     *
     * @param option what the message names
     * @return bytes, at least one
     * @throws UsageException when it is none of them
     */
    public static long parse(String option, String text) {
        Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        Double unit = size.matches() ? UNITS.get(size.group(2)) : null;
        long bytes = unit == null ? 0 : Math.round(Double.parseDouble(size.group(1)) * unit);
        if (bytes < 1) {
            throw new UsageException(
                    option + " must be a size such as 64KB, 500MB or 1.5GB, above 0, got \"" + text + "\"");
        }
        return bytes;
    }
}
