package dev.constitution.runner.label;

import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredComparison;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.outcome.StoredVerdict;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.Sides;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredArms;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The pairs of answers that a run's rows hold: an experiment's arms as its judge compares them, an answer before and after its
 * revisions, sampled answers that were compared, answers without and with the constitution. Equal answers are no pair. A judged file's pairs are none either: they have
 * their labels.
 */
public final class LabelTasks {
    private static final Sides REVISION = new Sides("initial", "revised");
    private static final Sides CONTRAST = new Sides("plain", "instructed");

    private final StoreView store;
    private final Optional<String> baseline;

    public LabelTasks(StoreView store) {
        this.store = store;
        this.baseline = StoredArms.in(store).flatMap(RunArms::baseline);
    }

    /** Those of one row; none where it is not done. */
    List<LabelTask> of(long row) {
        return store.outcome(row).map(found -> of(found.orThrow())).orElse(List.of());
    }

    /** Goes through all rows. */
    void forEach(Consumer<LabelTask> consumer) {
        Iterator<OutcomeRecord> all = store.outcomes(0);
        while (all.hasNext()) {
            of(all.next()).forEach(consumer);
        }
    }

    /** Those of a row that is done. */
    public List<LabelTask> of(OutcomeRecord record) {
        StoredOutcome outcome = StoredOutcome.of(record);
        List<LabelTask> tasks = new ArrayList<>();
        Pairing pairing = new Pairing(record, outcome, tasks);
        if (!outcome.arms().isEmpty()) {
            arms(outcome, pairing);
        } else if (outcome.comparisons().isPresent()) {
            comparisons(outcome, pairing);
        } else if (outcome.initial().isPresent()) {
            revision(outcome, pairing);
        }
        return tasks;
    }

    /** An answer before and after, or without and with the constitution; none where the latter has failed. */
    private static void revision(StoredOutcome outcome, Pairing pairing) {
        Optional<String> second =
                outcome.holdsContrast() ? outcome.instructed().map(StoredReply::text) : outcome.answer();
        second.ifPresent(answer -> pairing.add(
                outcome.holdsContrast() ? CONTRAST : REVISION,
                outcome.initial().orElseThrow().text(),
                answer,
                // A confirmation is asked whether the later answer, which is its first, is better.
                outcome.confirmation()
                        .map(judgement -> Verdict.of(judgement.verdict(), judgement.principles(), true))));
    }

    private void arms(StoredOutcome outcome, Pairing pairing) {
        List<StoredArm> arms = outcome.arms().stream()
                .filter(arm -> arm.outcome().failure().isEmpty()
                        && arm.outcome().answer().isPresent())
                .toList();
        for (int i = 0; i < arms.size(); i++) {
            for (int j = i + 1; j < arms.size(); j++) {
                boolean isFirst = baseline.filter(arms.get(i).arm()::equals).isPresent();
                StoredArm one = arms.get(isFirst ? j : i);
                StoredArm other = arms.get(isFirst ? i : j);
                if (baseline.isEmpty() || baseline.get().equals(other.arm())) {
                    Sides sides = new Sides(one.arm(), other.arm());
                    pairing.add(
                            sides,
                            one.outcome().answer().orElseThrow(),
                            other.outcome().answer().orElseThrow(),
                            outcome.duels().stream()
                                    .filter(duel -> sides.equals(new Sides(duel.a(), duel.b())))
                                    .findFirst()
                                    .flatMap(LabelTasks::verdict));
                }
            }
        }
    }

    private static Optional<Verdict> verdict(StoredDuel duel) {
        return duel.judgement()
                .map(judgement -> Verdict.of(judgement.verdict(), judgement.principles(), duel.bFirst()));
    }

    private static void comparisons(StoredOutcome outcome, Pairing pairing) {
        List<String> answers = outcome.answers().orElse(List.of()).stream()
                .map(StoredReply::text)
                .toList();
        for (StoredComparison comparison : outcome.comparisons().orElse(List.of())) {
            pairing.add(
                    new Sides(Integer.toString(comparison.a()), Integer.toString(comparison.b())),
                    answers.get(comparison.a() - 1),
                    answers.get(comparison.b() - 1),
                    Optional.of(Verdict.of(comparison.verdict(), comparison.principles(), false)));
        }
    }

    /** What a judge said of two sides. */
    private record Verdict(OptionalDouble probabilityOfA, boolean isDisputed) {

        static Verdict of(StoredVerdict verdict, List<String> principles, boolean isSwapped) {
            OptionalDouble p = verdict.probability();
            boolean ordersDiffer =
                    verdict.order().filter(StoredVerdict.Order::samePosition).isPresent();
            double[] byPrinciple = verdict.parts().stream()
                    .filter(part -> principles.contains(part.part()))
                    .flatMapToDouble(part -> part.verdict().probability().stream())
                    .toArray();
            boolean anyFor = false;
            boolean anyAgainst = false;
            for (double one : byPrinciple) {
                anyFor |= one > 0.5;
                anyAgainst |= one < 0.5;
            }
            return new Verdict(
                    isSwapped && p.isPresent() ? OptionalDouble.of(1 - p.getAsDouble()) : p,
                    ordersDiffer || (anyFor && anyAgainst));
        }
    }

    /** Gathers a row's pairs. */
    private record Pairing(OutcomeRecord record, StoredOutcome outcome, List<LabelTask> tasks) {

        void add(Sides sides, String a, String b, Optional<Verdict> verdict) {
            if (!a.equals(b)) {
                tasks.add(new LabelTask(
                        record.row(),
                        record.id(),
                        outcome.prompt(),
                        outcome.tools(),
                        sides,
                        a,
                        b,
                        verdict.map(Verdict::probabilityOfA).orElse(OptionalDouble.empty()),
                        verdict.filter(Verdict::isDisputed).isPresent()));
            }
        }
    }
}
