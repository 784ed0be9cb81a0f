package dev.constitution.runner.score;

import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.outcome.JudgedRow;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a judge did on a file of labelled pairs.
 *
 * @param form the form of the pairs
 * @param judge what judged them
 * @param rows what was read
 * @param agreement over all pairs
 * @param failed pairs whose calls failed
 * @param soft what only a judge that gives probabilities, in an order, shows; empty for a rule
 * @param principles agreement under each principle that was asked about
 */
public record JudgeScore(
        String form,
        String judge,
        LabelledRows rows,
        Agreement agreement,
        long failed,
        Optional<Soft> soft,
        SortedMap<String, Agreement> principles) {

    /** How sure a judge is, and what its verdicts owe to the order of the answers. */
    record Soft(Confidence confidence, PositionBias position) {}

    /** The score of a rule. */
    static JudgeScore ofRule(String form, String judge, LabelledRows rows, Agreement agreement) {
        return new JudgeScore(form, judge, rows, agreement, 0, Optional.empty(), new TreeMap<>());
    }

    /**
     * The score of a judge whose run is in a store, as far as the run has come.
     *
     * @param limit how many rows of the input the run was to do
     */
    public static JudgeScore of(StoreView store, String judge, long limit) throws IOException, InterruptedException {
        PromptSource source = RunManifest.of(store).source();
        LabelledRows read = new LabelledRows(source.location());
        String form = read.readAll(RunInput.file(source, folder(store)), limit, pair -> {});
        OutcomeCounts outcomes = store.outcomes();
        long failed = outcomes.of(OutcomeKind.FAILED)
                - outcomes.details(OutcomeKind.FAILED).getOrDefault(OutcomeJson.BAD_INPUT, 0L);
        Soft soft = new Soft(new Confidence(), new PositionBias());
        JudgeScore score =
                new JudgeScore(form, judge, read, new Agreement(), failed, Optional.of(soft), new TreeMap<>());
        Iterator<OutcomeRecord> all = store.outcomes(0);
        while (all.hasNext()) {
            score.add(all.next());
        }
        return score;
    }

    private static Path folder(StoreView store) {
        return Objects.requireNonNull(store.file().toAbsolutePath().getParent());
    }

    /**
     * The score as one JSON object.
     *
     * @param run what became of the judge's run, as JSON; empty for a rule
     */
    public String toJson(Optional<String> run) {
        return JudgeScoreJson.of(this, run);
    }

    private void add(OutcomeRecord outcome) {
        StoredOutcome row = StoredOutcome.of(outcome);
        if (outcome.kind() == OutcomeKind.JUDGED) {
            add(LabelledPair.ofMetadata(row.metadata()), JudgedRow.of(row));
        } else if (outcome.detail().equals(LabelledJudging.NO_MAJORITY)) {
            agreement.add(LabelledPair.ofMetadata(row.metadata()), null);
        }
    }

    private void add(LabelledPair pair, JudgedRow verdict) {
        OptionalDouble probability = verdict.probabilityOfA();
        agreement.add(pair, preferred(probability));
        verdict.byPrinciple()
                .forEach((principle, shown) -> principles
                        .computeIfAbsent(principle, id -> new Agreement())
                        .add(pair, preferred(verdict.inFile(shown))));
        if (probability.isPresent()) {
            Soft measured = soft.orElseThrow();
            measured.confidence().add(pair.human(), probability.getAsDouble());
            if (verdict.order().isPresent()) {
                measured.position().addBoth(verdict.order().get());
            } else {
                measured.position().addOnce(Preferred.of(verdict.shownFirst().getAsDouble()));
            }
        }
    }

    private static @Nullable Preferred preferred(OptionalDouble probability) {
        return probability.isPresent() ? Preferred.of(probability.getAsDouble()) : null;
    }
}
