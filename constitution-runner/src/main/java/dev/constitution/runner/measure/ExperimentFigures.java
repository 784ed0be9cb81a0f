package dev.constitution.runner.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.stats.Duel;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.McNemar;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredArms;
import dev.constitution.runner.store.StoredLabels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All figures of an experiment. The unit is the prompt; intervals are of 95 %, or of Pocock's level where looks are planned.
 *
 * @param experiment its name
 * @param rows what there is to measure
 * @param baseline the arm that the others are held against; empty where each is held against each
 * @param pairs arm against arm; without a judge their win rates are undefined
 * @param strengths of more than two arms that a judge compared; empty otherwise
 * @param arms each arm by itself, in the experiment's order
 * @param sharedCalls what several arms needed, each call once
 * @param judgeCalls what the judge's verdicts took
 * @param detector how far the refusals' detector may be trusted
 * @param principles what each principle did, arm by arm
 * @param overlap how far principles say the same; empty where no answer was looked at under two of them
 * @param ablations arms that differ in one principle alone
 * @param consistency whether critic and judge read principles alike; empty where that cannot be told
 * @param people the judge against people; empty without labels
 * @param looks how often the figures were looked at
 */
public record ExperimentFigures(
        String experiment,
        Rows rows,
        Optional<String> baseline,
        List<PairFigures> pairs,
        Optional<StrengthFigures> strengths,
        List<ArmFigures> arms,
        CallFigures sharedCalls,
        CallFigures judgeCalls,
        Detector detector,
        List<PrincipleFigures> principles,
        Optional<OverlapFigures> overlap,
        List<AblationFigures> ablations,
        Optional<ConsistencyFigures> consistency,
        Optional<PeopleFigures> people,
        LookFigures looks) {

    /**
     * Rows that are done.
     *
     * @param tried rows that were read, whatever became of them
     * @param unreadable rows that could not be read, of which no arm knows
     * @param safe prompts that an answer should not refuse
     * @param unsafe prompts that an answer should refuse
     */
    public record Rows(long tried, long unreadable, long safe, long unsafe) {}

    /** The accuracy of what tells refusals, by what prompts are. */
    public record Detector(DetectorAccuracy onSafe, DetectorAccuracy onUnsafe) {
        static final Detector MEASURED = new Detector(DetectorAccuracy.ON_SAFE, DetectorAccuracy.ON_UNSAFE);
    }

    /** The figures of a store as it stands, read once from its first row to its last; empty where it holds no experiment. */
    public static Optional<ExperimentFigures> of(StoreView store) {
        return StoredArms.in(store).map(arms -> new Tally(arms, StoredLabels.in(store)).read(store));
    }

    /** What has to be known before the figures are believed, and what to do next. */
    @JsonProperty
    public List<String> advice() {
        return ExperimentAdvice.of(this);
    }

    /** Adds up all at once. */
    private static final class Tally {
        private final RunArms experiment;
        private final List<String> names;
        private final List<ArmTally> arms;
        private final List<PairTally> pairs = new ArrayList<>();
        private final List<PrincipleTally> principles;
        private final OverlapTally overlap;
        private final ConsistencyTally consistency;
        private final PeopleTally people;
        private final SharedTally calls;
        private final List<Duel> duels = new ArrayList<>();
        private final Map<TriedRow.Prompted, Long> prompts = new EnumMap<>(TriedRow.Prompted.class);
        private long unreadable;

        Tally(RunArms experiment, List<Label> labels) {
            this.experiment = experiment;
            this.names = experiment.arms().stream().map(RunArms.Part::name).toList();
            this.arms = experiment.arms().stream().map(ArmTally::new).toList();
            this.principles =
                    experiment.arms().stream().map(PrincipleTally::new).toList();
            this.overlap = new OverlapTally(experiment.arms());
            this.consistency = new ConsistencyTally(experiment);
            this.people = new PeopleTally(labels);
            this.calls = new SharedTally(experiment, arms);
            for (int i = 0; i < names.size(); i++) {
                for (int j = i + 1; j < names.size(); j++) {
                    addPair(names.get(i), names.get(j));
                }
            }
        }

        private void addPair(String one, String other) {
            boolean hasJudge = experiment.judge().isPresent();
            String baseline = experiment.baseline().orElse(other);
            if (baseline.equals(other)) {
                pairs.add(new PairTally(one, other, hasJudge));
            } else if (baseline.equals(one)) {
                pairs.add(new PairTally(other, one, hasJudge));
            }
        }

        ExperimentFigures read(StoreView store) {
            for (Iterator<OutcomeRecord> rows = store.outcomes(0); rows.hasNext(); ) {
                StoredOutcome outcome = StoredOutcome.of(rows.next());
                if (outcome.id().isEmpty()) {
                    unreadable++;
                } else {
                    add(new TriedRow(outcome, experiment.plan()));
                }
            }
            return figures(store);
        }

        private void add(TriedRow row) {
            prompts.merge(row.prompted(), 1L, Long::sum);
            arms.forEach(arm -> arm.add(row));
            principles.forEach(one -> one.add(row));
            overlap.add(row);
            consistency.add(row);
            people.add(row);
            calls.add(row);
            for (PairTally pair : pairs) {
                pair.add(row)
                        .ifPresent(score -> duels.add(
                                new Duel(row.prompt(), names.indexOf(pair.a()), names.indexOf(pair.b()), score)));
            }
        }

        private ExperimentFigures figures(StoreView store) {
            LookFigures looks = CountedLooks.of(store, experiment);
            Level level = looks.level();
            var prices = RunPrices.of(store, RunManifest.of(store));
            return new ExperimentFigures(
                    experiment.name(),
                    new Rows(
                            prompts.values().stream().mapToLong(Long::longValue).sum(),
                            unreadable,
                            prompts.getOrDefault(TriedRow.Prompted.SAFE, 0L),
                            prompts.getOrDefault(TriedRow.Prompted.UNSAFE, 0L)),
                    experiment.baseline(),
                    pairs(level),
                    names.size() > 2 && experiment.judge().isPresent()
                            ? Optional.of(StrengthFigures.of(names, duels, level))
                            : Optional.empty(),
                    arms.stream().map(arm -> arm.figures(prices, level)).toList(),
                    calls.shared().figures(prices),
                    calls.judge().figures(prices),
                    Detector.MEASURED,
                    principles.stream()
                            .flatMap(one -> one.figures(level).stream())
                            .toList(),
                    overlap.figures(level),
                    AblationFigures.among(experiment.arms()),
                    consistency.figures(level),
                    people.figures(level),
                    looks);
        }

        private List<PairFigures> pairs(Level level) {
            List<McNemar> tests = pairs.stream().map(PairTally::test).toList();
            List<HolmTests.Adjusted> adjusted = HolmTests.of(tests, level);
            Level together = level.each(Math.max(1, HolmTests.tested(tests)));
            List<PairFigures> figures = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                figures.add(pairs.get(i).figures(level, together, adjusted.get(i)));
            }
            return figures;
        }
    }
}
