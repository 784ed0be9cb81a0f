package dev.constitution.runner.report;

import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.display.RetryAdvice;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.OutcomeReason;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredArms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands above the rows: what was run, what it came to, and what to do about what failed. */
final class ReportSummary {
    private final StoreView store;
    private final Path folder;
    private final StoreReading reading;
    private final RunManifest manifest;
    private final Optional<RunArms> arms;

    ReportSummary(StoreView store, Path folder, StoreReading reading) {
        this.store = store;
        this.folder = folder;
        this.reading = reading;
        this.manifest = RunManifest.of(store);
        this.arms = StoredArms.in(store);
    }

    /** An experiment's arms. */
    List<String> arms() {
        return arms.stream()
                .flatMap(all -> all.arms().stream())
                .map(RunArms.Part::name)
                .toList();
    }

    /** What each principle says, by its id; where arms differ in it, one wording below the other. */
    Map<String, String> wordings() {
        Map<String, Set<String>> wordings = new TreeMap<>();
        Stream.of(
                        RunConstitution.in(store).stream(),
                        arms.stream().flatMap(all -> all.arms().stream()).map(RunArms.Part::constitution),
                        arms.stream().flatMap(all -> all.judge().stream()).map(RunArms.Part::constitution))
                .flatMap(all -> all)
                .map(Constitution::principles)
                .flatMap(List::stream)
                .forEach(principle -> wordings.computeIfAbsent(principle.id(), any -> new LinkedHashSet<>())
                        .add(principle.norm()));
        return wordings.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.join("\n", entry.getValue())));
    }

    /**
     * The page.
     *
     * @param texts how many rows it holds the texts of
     */
    ReportPage page(long texts, PageParts parts, PackedRows data) {
        OutcomeCounts outcomes = store.outcomes();
        List<OutcomeReason> reasons = store.reasons(outcomes);
        RetryAdvice advice =
                manifest.source().pairs() == null ? RetryAdvice.ofPairs(reasons) : RetryAdvice.ofVerdicts(reasons);
        List<FigureTable> tables = new ArrayList<>(reading.tables());
        if (outcomes.total() > 0) {
            // What an experiment's rows ended as says least of it.
            tables.add(arms.isPresent() ? tables.size() : 0, Endings.table(outcomes));
        }
        return new ReportPage(
                Words.shown(String.valueOf(folder.toAbsolutePath().normalize().getFileName())),
                Words.shown(subject()),
                tiles(outcomes),
                tables,
                reasons.stream().map(reason -> reason(reason, advice)).toList(),
                advice.command(NextCommand.program(), folder),
                shown(texts),
                settings(),
                parts.policy(),
                parts.style(),
                parts.script(),
                data);
    }

    private String subject() {
        Set<String> models = new TreeSet<>(manifest.provenance().models().values());
        String by = models.isEmpty() ? "" : " by " + String.join(", ", models);
        if (arms.isPresent()) {
            RunArms all = arms.get();
            return "Experiment of " + Words.count(all.arms().size(), "arm") + ": " + String.join(", ", arms())
                    + all.judge().map(judge -> "; judged" + by).orElse("");
        }
        String under = " under the constitution " + manifest.provenance().constitution();
        return (manifest.source().pairs() == null ? "Answers" : "Labelled pairs, judged") + under + by;
    }

    private List<ReportPage.Tile> tiles(OutcomeCounts outcomes) {
        RowsToDo rows = RowsToDo.of(store, manifest);
        Spent spent = RunPrices.spent(store, manifest);
        List<ReportPage.Tile> tiles = new ArrayList<>();
        tiles.add(new ReportPage.Tile("rows done", number(rows.done()), "of " + number(rows.rows())));
        for (OutcomeKind kind : outcomes.byKind().keySet()) {
            long count = outcomes.of(kind);
            tiles.add(new ReportPage.Tile(
                    kind.noun(count),
                    number(count),
                    String.format(Locale.ROOT, "%.1f %% of those done", 100.0 * count / outcomes.total())));
        }
        tiles.add(new ReportPage.Tile(
                "calls",
                number(spent.amount().requests()),
                number(spent.amount().inputTokens()) + " tokens in, "
                        + number(spent.amount().outputTokens()) + " out"));
        tiles.add(new ReportPage.Tile(
                "cost",
                spent.isPriced() ? spent.cost().toString() : "unknown",
                spent.isPriced() ? "all starts" : "no price for " + String.join(", ", spent.unpriced())));
        return tiles;
    }

    private ReportPage.Reason reason(OutcomeReason reason, RetryAdvice advice) {
        return new ReportPage.Reason(
                reason.kind().label(),
                reason.detail(),
                Words.count(reason.rows(), "row"),
                "row " + reason.row() + " (" + Words.shown(reason.id()) + ")",
                Endings.link(reason.kind(), reason.detail()),
                PageLink.to("row", reason.id()),
                Words.shown(reason.words()),
                advice.before(reason),
                reading.common(reason.kind(), reason.detail()).stream()
                        .map(Words::shown)
                        .toList());
    }

    private String shown(long texts) {
        long rows = reading.rows().size();
        return texts == rows
                ? "All " + Words.count(rows, "row") + " are in this file."
                : "All " + Words.count(rows, "row") + " are listed and can be filtered; the texts of "
                        + number(texts) + " of them are in this file, drawn from every outcome, disagreement,"
                        + " principle and preferred arm. --rows all takes all of them.";
    }

    private List<ReportPage.Setting> settings() {
        List<ReportPage.Setting> settings = new ArrayList<>();
        manifest.settings().values().forEach((name, value) -> settings.add(setting(name, value)));
        manifest.provenance().models().forEach((role, model) -> settings.add(setting("model of the " + role, model)));
        settings.add(setting("seed", Long.toString(manifest.provenance().seed())));
        settings.add(setting(
                "constitution",
                manifest.provenance().constitution() + " "
                        + manifest.provenance().fingerprint()));
        manifest.program().ifPresent(version -> settings.add(setting("version of this program", version)));
        return settings;
    }

    private static ReportPage.Setting setting(String name, String value) {
        return new ReportPage.Setting(Words.shown(name), Words.shown(value));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
