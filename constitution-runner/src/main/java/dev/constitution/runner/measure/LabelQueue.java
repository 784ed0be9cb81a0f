package dev.constitution.runner.measure;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.SampleSize;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredArms;
import dev.constitution.runner.store.StoredDuel;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.store.StoredVerdict;
import dev.constitution.text.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which pairs of answers a person's label says most about, those first on which judge, orders or principles disagree most; and
 * how many labels a figure takes. Equal answers are never among them.
 */
public final class LabelQueue {
    private static final double NO_VERDICT = 1;

    private LabelQueue() {}

    /**
     * A pair of two arms' answers to a prompt.
     *
     * @param doubt how far the verdicts on it disagree: the sum of what orders, principles and the probability itself leave
     *     open, each in [0, 1]
     */
    public record Entry(String prompt, String a, String b, double doubt) {}

    /** What a label is of. */
    private record Pair(String prompt, String a, String b) {}

    /**
     * The pairs of an experiment that nobody has labelled, the most doubtful first; where doubts are equal, in an order that
     * does not go by the input's.
     *
     * @param labels what is labelled already
     */
    public static List<Entry> of(RunStore store, Collection<PersonLabel> labels) {
        List<Entry> entries = new ArrayList<>();
        if (StoredArms.in(store).isEmpty()) {
            return entries;
        }
        Set<Pair> labelled = new HashSet<>();
        labels.forEach(label -> {
            labelled.add(new Pair(label.prompt(), label.a(), label.b()));
            labelled.add(new Pair(label.prompt(), label.b(), label.a()));
        });
        for (Iterator<OutcomeRecord> rows = store.outcomes(0); rows.hasNext(); ) {
            StoredOutcome row = StoredOutcome.of(rows.next());
            String prompt = row.id().orElse("");
            for (StoredDuel duel : row.duels()) {
                if (!duel.isOfEqualAnswers() && !labelled.contains(new Pair(prompt, duel.a(), duel.b()))) {
                    entries.add(new Entry(prompt, duel.a(), duel.b(), doubt(duel)));
                }
            }
        }
        entries.sort(Comparator.comparingDouble((Entry entry) -> -entry.doubt())
                .thenComparingLong(entry -> Hash.of(entry.prompt() + "\n" + entry.a() + "\n" + entry.b())));
        return entries;
    }

    private static double doubt(StoredDuel duel) {
        OptionalDouble p = duel.probabilityOfA();
        if (p.isEmpty()) {
            return NO_VERDICT;
        }
        StoredVerdict verdict = duel.judgement().orElseThrow().verdict();
        double open = 1 - Math.abs(2 * p.getAsDouble() - 1);
        double byOrder = verdict.orderEffect().map(LabelQueue::gap).orElse(0.0);
        return open + byOrder + spread(verdict);
    }

    private static double gap(OrderEffect order) {
        return Math.abs(order.aFirst() - order.aSecond());
    }

    /** How far apart the verdicts by several principles are. */
    private static double spread(StoredVerdict verdict) {
        boolean isOfPrinciples = verdict.basis()
                .filter(basis -> basis.equals("ensemble") || basis.equals("precedence"))
                .isPresent();
        double least = 1;
        double most = 0;
        for (StoredVerdict.Part part : verdict.parts()) {
            if (!isOfPrinciples) {
                return spread(part.verdict());
            }
            OptionalDouble p = part.verdict().probability();
            least = Math.min(least, p.orElse(least));
            most = Math.max(most, p.orElse(most));
        }
        return Math.max(0, most - least);
    }

    /**
     * How many labels an agreement of judge and people takes whose interval is no wider than so far to either side; agreement
     * is planned as one half, which takes the most.
     *
     * @param halfWidth in (0, 1)
     */
    public static SampleSize labelsFor(double halfWidth) {
        return SampleSize.ofWinRate(0.5, 0, halfWidth, Level.DEFAULT);
    }
}
