package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.format.ExportFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A folder's card with what it says of one more export. What people have written into it stays: of the head, the keys that
 * follow from the data files are replaced, of the text the table of splits and the one of runs; the new run's part goes before
 * what is true of all.
 */
final class CardAddition {
    private static final String END = "<!-- /runs -->\n";

    /** What is true of all rows, whichever run they are of. */
    private static final List<String> OF_ALL = List.of("## Marked as made by a model\n", "## Limitations\n");

    private final CardHead card;
    private final HfCard added;
    private final int number;

    /** @param number of the export in this folder, from 2 */
    CardAddition(CardHead card, HfCard added, int number) {
        this.card = card;
        this.added = added;
        this.number = number;
    }

    /**
     * The card of all.
     *
     * @param forms the forms of the configurations, by their names
     * @param files the data files of each split, those that are added among them
     * @param rows how many rows each split has now
     * @param isParquet whether the rows lie in Parquet
     * @param runs the table of runs
     */
    String text(
            Map<String, ExportFormat> forms,
            Map<String, List<String>> files,
            Map<String, Long> rows,
            boolean isParquet,
            MarkdownTable runs) {
        Map<String, String> head = new LinkedHashMap<>();
        TreeSet<String> languages = new TreeSet<>(card.languages());
        if (languages.add(added.language())) {
            head.put("language", HfFrontMatter.languages(List.copyOf(languages)));
        }
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        head.putAll(HfFrontMatter.parts(all, forms, files, isParquet));
        String body = card.body();
        String whole = body.endsWith("\n") ? body : body + "\n"; // not every editor ends the last line
        return card.with(head, withPart(withRuns(withSplits(whole, rows), runs)));
    }

    /** Those of the first table: the tables of each run's part say what was left out of that. */
    private static String withSplits(String body, Map<String, Long> rows) {
        return SplitsTable.in(body)
                .map(old -> body.substring(0, old.start()) + splits(old, rows) + body.substring(old.end()))
                .orElse(body);
    }

    private static MarkdownTable splits(SplitsTable old, Map<String, Long> rows) {
        Map<String, Long> all = new LinkedHashMap<>(rows);
        old.cells().forEach((split, cells) -> all.putIfAbsent(split, cells.rows()));
        MarkdownTable table = new MarkdownTable("split", "rows", "left out");
        all.forEach((split, count) -> table.row(
                split,
                HfCard.count(count),
                Optional.ofNullable(old.cells().get(split))
                        .map(SplitsTable.Cells::leftOut)
                        .orElse("none")));
        return table;
    }

    private static String withRuns(String body, MarkdownTable runs) {
        String region = SplitsTable.RUNS + """
                ## Runs
                The rows are of several runs, added one after another; no file was changed by what came later. What stands above
                tells of run 1, but for the rows of all splits in the first table; each later run has its own part below.

                %s
                `manifest.json` is of run 1, `manifest-N.json` of run N and so is `data-report-N.json`. Each manifest has the
                SHA-256 of the one before it, so that the last one stands for all.
                """.formatted(runs) + END;
        int start = body.indexOf(SplitsTable.RUNS);
        int end = body.indexOf(END);
        return start >= 0 && end > start
                ? body.substring(0, start) + region + body.substring(end + END.length())
                : before(body, region + "\n");
    }

    private String withPart(String body) {
        return before(body, added.ofAddition(number) + "\n");
    }

    private static String before(String body, String part) {
        for (String heading : OF_ALL) {
            int place = body.indexOf(heading);
            if (place >= 0) {
                return body.substring(0, place) + part + body.substring(place);
            }
        }
        return body + "\n" + part;
    }

    /** The table of runs, by the manifests of their exports. */
    static MarkdownTable runs(List<JsonNode> manifests) {
        MarkdownTable table =
                new MarkdownTable("run", "constitution", "fingerprint", "models", "method", "prices of", "program");
        for (int i = 0; i < manifests.size(); i++) {
            JsonNode run = manifests.get(i);
            table.row(
                    i + 1,
                    run.path("constitution").path("id").asText(),
                    run.path("constitution").path("fingerprint").asText(),
                    run.path("models").path("requested").properties().stream()
                            .map(model ->
                                    model.getKey() + " " + model.getValue().asText())
                            .collect(Collectors.joining(", ")),
                    run.path("settings").path("method").asText("unknown"),
                    run.path("prices_as_of").asText("none known"),
                    run.path("versions").path("constitution").asText());
        }
        return table;
    }
}
