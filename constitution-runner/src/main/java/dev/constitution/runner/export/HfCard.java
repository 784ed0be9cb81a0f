package dev.constitution.runner.export;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.dataset.LengthBias;
import dev.constitution.runner.dataset.ServerNotes;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.model.ModelFamily;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The card of a dataset folder: front matter that Hugging Face reads, then what people must know before they train on it. */
final class HfCard {
    private static final String LIMITATIONS = """
            ## Limitations
            - All answers are a model's: they can be false, biased or harmful, the chosen ones among them.
            - A pair says which answer was preferred under the principles above, not that it is good.
            - Rejected answers can hold what the principles warn of; they are there to be trained against.
            - The prompts are those that the run was given; their licence is not this data set's to give.
            """;

    private static final String MADE_CONVERSATIONS = """
            Made as for character training (Maiya et al. 2025, arXiv 2511.01689): a model spoke of itself, asked about it or with
            another instance of itself, with the principles in its system turn, which is not part of the data.""";

    private static final String LIMITS_OF_CONVERSATIONS = """
            ## Limitations
            - All turns are a model's, also those of the other side: they can be false, and what a model says of itself often is.
            - A conversation says how the model spoke under the principles above, not that it is good, and nobody compared it.
            - Trainers that learn from every turn learn the other side's too.
            - The prompts are those that the run was given; their licence is not this data set's to give.
            """;

    private static final String MARKS = """
            ## Marked as made by a model
            Every answer here is a model's text, and prompts are as the run was given them. Programs read it from `synthetic` and
            `machine-generated` in the head of this card, and from `digital_source_type` in `manifest.json`, IPTC's term, which
            content credentials (C2PA) use. `manifest.json` ties the mark to the files by their SHA-256.

            | of Regulation (EU) 2024/1689, Article 50(2) | is |
            |---|---|
            | marked in a machine-readable form | done, for the folder |
            | interoperable | by words that others have agreed on |
            | robust | **not**: a row that is taken out of the folder carries no mark, and no text has a watermark |
            | reliable | **not signed**: whoever changes the files can change the mark; sign the folder where that matters |

            Whether the article asks this of you depends on what you do with the texts.
            """;

    private final RunManifest run;
    private final RowsToDo rows;
    private final OutcomeCounts outcomes;
    private final Optional<Constitution> constitution;
    private final DatasetStatistics statistics;
    private final List<WrittenFile> files;
    private final SortedMap<String, SortedSet<String>> notes;

    /** @param files the data files that are there, and those from which all rows were left out */
    HfCard(StoreView store, DatasetStatistics statistics, List<WrittenFile> files) {
        this.run = RunManifest.of(store);
        this.rows = RowsToDo.of(store, run);
        this.outcomes = store.outcomes();
        this.constitution = RunConstitution.in(store);
        this.statistics = statistics;
        this.files = files;
        this.notes = ServerNotes.in(store);
    }

    /**
     * The card of these files.
     *
     * @param forms the forms of the configurations, by their names
     */
    String text(String license, Map<String, ExportFormat> forms) {
        boolean isParquet = files.stream().anyMatch(file -> SplitFiles.isParquet(file.file()));
        List<List<Path>> wholes = files.stream()
                .filter(WrittenFile::isThere)
                .map(WrittenFile::parts)
                .toList();
        long rows = files.stream().mapToLong(WrittenFile::lines).sum();
        Map<String, String> parts = HfFrontMatter.parts(rows, forms, SplitFiles.paths(wholes), isParquet);
        boolean ofPairs = forms.values().stream().anyMatch(ExportFormat::isOfTwoAnswers);
        return HfFrontMatter.of(license, language(), ofPairs, parts)
                + (isOfConversations()
                        ? String.join("\n", conversations(), facts(), MARKS, LIMITS_OF_CONVERSATIONS)
                        : String.join("\n", introduction(), facts(), MARKS, LIMITATIONS));
    }

    /** The language of the constitution. */
    String language() {
        return constitution.map(Constitution::language).orElse("en");
    }

    /** What is told of the run, under headings of the second level. */
    private String facts() {
        return isOfConversations()
                ? String.join("\n", outcomes(), principles(), models())
                : String.join("\n", outcomes(), biases(), principles(), models());
    }

    /** The part of a card that tells of rows that were added to others. */
    String ofAddition(int number) {
        return """
                ## Run %d: %s
                %s

                %s
                %s""".formatted(
                number, run.provenance().constitution(), made(), splits(), facts().replaceAll("(?m)^## ", "### "));
    }

    private boolean isOfConversations() {
        return run.provenance().isOfConversations();
    }

    private String conversations() {
        return """
                # Conversations under the constitution %s

                %s No person labelled
                or checked a row.

                %s
                `sft` holds the conversations. The side of a row follows from a hash of its prompt, so that equal prompts stand on the
                same side. `manifest.json` names models, seed and settings, and the SHA-256 of every file.
                """.formatted(run.provenance().constitution(), MADE_CONVERSATIONS, splits());
    }

    private MarkdownTable splits() {
        MarkdownTable splits = new MarkdownTable("split", "rows", "left out");
        for (WrittenFile file : files) {
            splits.row(SplitFiles.split(file.file()), count(file.lines()), leftOut(file));
        }
        return splits;
    }

    private String introduction() {
        return """
                # Preference pairs under the constitution %s

                %s No person labelled or checked a row.

                %s
                `prefs` holds prompts with a chosen and a rejected answer and where they come from, `sft` conversations.
                The side of a row follows from a hash of its prompt, so that equal prompts stand on the same side.
                `manifest.json` names models, seed and settings, and the SHA-256 of every file; `data-report.json` the pairs
                that were left out because others are the same, and what the rest has too much of.
                """.formatted(run.provenance().constitution(), made(), splits());
    }

    private boolean isContrast() {
        return run.provenance().models().containsKey(ModelRole.TEACHER.label());
    }

    private String made() {
        if (isOfConversations()) {
            return MADE_CONVERSATIONS;
        }
        return isContrast() ? """
                Made as for character training (Maiya et al. 2025, arXiv 2511.01689): a model answered prompts (rejected), and a
                teacher answered them with the principles in its system turn (chosen), which is not part of the data.""" : """
                Made by Constitutional AI (Bai et al. 2022, arXiv 2212.08073): a model answered prompts, and its answers
                were revised or compared under principles.""";
    }

    private static String leftOut(WrittenFile file) {
        return file.remarks().isEmpty()
                ? "none"
                : file.remarks().entrySet().stream()
                        .map(remark -> remark.getKey().replaceFirst("^left out: ", "") + " " + count(remark.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private String outcomes() {
        MarkdownTable table = new MarkdownTable("outcome", "reason", "rows");
        for (OutcomeKind kind : OutcomeKind.values()) {
            outcomes.details(kind).forEach((reason, rows) -> table.row(kind.label(), reason, count(rows)));
        }
        if (rows.left() > 0) {
            table.row("not done", "", count(rows.left()));
        }
        return "## What became of " + Words.count(rows.rows(), "prompt") + "\n" + table;
    }

    private String biases() {
        LengthBias lengths = statistics.report().lengths();
        MarkdownTable table = new MarkdownTable("measured", "value")
                .row("pairs", count(lengths.pairs()))
                .row("chosen answer longer", share(lengths.chosenLonger()))
                .row("mean characters, chosen", number(lengths.meanOfChosen()))
                .row("mean characters, rejected", number(lengths.meanOfRejected()))
                .row("length, Cohen's d", number(lengths.cohensD()));
        statistics.sources().forEach((source, pairs) -> table.row("pairs by " + source, count(pairs)));
        statistics.readings().forEach((reading, replies) -> table.row("revisions read as " + reading, count(replies)));
        statistics
                .report()
                .refusals()
                .forEach((promptClass, rate) -> table.row(
                        "evasive answers, chosen and rejected (prompts: " + promptClass + ")",
                        count(rate.chosen()) + " and " + count(rate.rejected())));
        OrderCounts orders = statistics.orders();
        table.row("verdicts in both orders", count(orders.judged()));
        if (orders.judged() > 0) {
            table.row("same position won twice", share((double) orders.samePosition() / orders.judged()));
            table.row("other verdicts within 0.05 of one half", share((double) orders.nearTies() / orders.judged()));
        }
        statistics.report().warnings().forEach(warning -> table.row("warning", warning));
        return "## Biases\n" + table;
    }

    private String principles() {
        MarkdownTable table =
                new MarkdownTable("principle", isOfConversations() ? "conversations" : "used by pairs", "norm");
        statistics.principles().forEach((id, pairs) -> table.row(id, count(pairs), norm(id)));
        return "## Principles\nFingerprint of the constitution: `"
                + run.provenance().fingerprint() + "`.\n\n" + table;
    }

    private String norm(String id) {
        return constitution
                .flatMap(all -> all.principle(id))
                .map(Principle::norm)
                .orElse("");
    }

    private String models() {
        MarkdownTable table = new MarkdownTable("role", "model");
        run.provenance().models().forEach(table::row);
        ModelFamily.inCommon(run.provenance().models())
                .ifPresent(kinship -> table.row(
                        isContrast() ? "judge and answering model are" : "judge and generator are",
                        kinship + "; a judge prefers its own kind"));
        table.row("answered by", String.join(", ", statistics.returnedModels()));
        notes.forEach((role, said) -> table.row("server of the " + role, String.join("; ", said)));
        return "## Models\n" + table + rules();
    }

    /** What made the rows beside models and principles. */
    private String rules() {
        MarkdownTable table = new MarkdownTable("decided by", "fingerprint");
        run.settings().fingerprints().forEach(table::row);
        return "\n## Program\nBegun with version " + run.program().orElse("unknown") + " of constitution.\n\n" + table;
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f %%", 100 * value) : "unknown";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "unknown";
    }
}
