package dev.constitution.runner.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first table of a card, of all splits and their rows. Those of later runs look like it and tell of one run each: where
 * people have taken the first away, none of them stands for it.
 *
 * @param start where it begins in the card's text
 * @param end where it ends there, its last line's end included
 * @param cells what it says, by the names of the splits
 */
record SplitsTable(int start, int end, Map<String, Cells> cells) {
    /** What comes before the parts on runs. */
    static final String RUNS = "<!-- runs -->\n";

    private static final Pattern HEAD = Pattern.compile("(?m)^\\| split \\| rows \\| left out \\|$");
    private static final Pattern PART = Pattern.compile("(?m)^(" + RUNS.strip() + "$|## Run \\d+:)");
    private static final Pattern COUNT = Pattern.compile("\\d[\\d,]*");

    /** A split's row. */
    record Cells(long rows, String leftOut) {}

    /** The table of a card; empty where there is none. */
    static Optional<SplitsTable> in(String text) {
        Matcher part = PART.matcher(text);
        Matcher head = HEAD.matcher(text).region(0, part.find() ? part.start() : text.length());
        if (!head.find()) {
            return Optional.empty();
        }
        int end = head.start();
        while (text.startsWith("|", end)) {
            int line = text.indexOf('\n', end);
            end = line < 0 ? text.length() : line + 1;
        }
        Map<String, Cells> cells = new LinkedHashMap<>();
        text.substring(head.start(), end)
                .lines()
                .map(line -> line.split(" *\\| *"))
                .filter(row -> row.length == 4 && COUNT.matcher(row[2]).matches())
                .forEach(row -> cells.put(row[1], new Cells(Long.parseLong(row[2].replace(",", "")), row[3])));
        return Optional.of(new SplitsTable(head.start(), end, cells));
    }
}
