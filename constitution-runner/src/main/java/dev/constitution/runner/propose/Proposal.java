package dev.constitution.runner.propose;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitution.Precedence;
import dev.constitution.principles.Principle;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.store.StoreView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The candidates with the evidence for each, and those that are kept: they decide enough of the testing pairs, are right more often
 * than chance (Wilson's interval, at 5 % over the number of candidates, lies above one half), and do not decide as a better one does.
 * The pairs that are held out decide nothing of this.
 *
 * @param evidence the kept ones first, by how many more testing pairs they are right on than wrong
 * @param together the kept principles' majority on the pairs that are held out
 * @param longer the longer answer on these, which the principles should surpass
 */
public record Proposal(Candidates candidates, List<Evidence> evidence, Tally together, Tally longer) {
    private static final int FEWEST_DECIDED = 5;
    private static final double SMALLEST_COVERAGE = 0.1;
    private static final double CHANCE = 0.5;
    private static final double SAME = 0.95;
    private static final int FEWEST_SHARED = 10;

    /**
     * What stands for and against a candidate.
     *
     * @param proposedBy how many pairs proposed it
     * @param testing its votes on the pairs that test
     * @param heldOut its votes on the pairs that are held out
     * @param dropped why it was not kept
     */
    public record Evidence(
            Principle principle, int proposedBy, Tally testing, Tally heldOut, Optional<String> dropped) {}

    /** Reads what a run of {@link Voting} under the candidates was answered. */
    public static Proposal of(Candidates candidates, StoreView store, PairSplit split) {
        List<Votes> all = Votes.of(store, split);
        List<Votes> testing = all.stream().filter(one -> !one.heldOut()).toList();
        List<Votes> heldOut = all.stream().filter(Votes::heldOut).toList();
        List<Principle> ranked = new ArrayList<>(candidates.principles());
        ranked.sort(Comparator.comparingLong(one -> -lead(tally(testing, votes -> votes.of(one.id())))));
        List<Evidence> kept = new ArrayList<>();
        List<Evidence> dropped = new ArrayList<>();
        Level level = Level.DEFAULT.each(Math.max(1, ranked.size()));
        for (Principle principle : ranked) {
            String id = principle.id();
            Tally tested = tally(testing, votes -> votes.of(id));
            Optional<String> why = tooWeak(tested, level).or(() -> like(id, kept, testing));
            (why.isEmpty() ? kept : dropped)
                    .add(new Evidence(
                            principle,
                            candidates.support().getOrDefault(id, 0),
                            tested,
                            tally(heldOut, votes -> votes.of(id)),
                            why));
        }
        List<String> ids = kept.stream().map(one -> one.principle().id()).toList();
        kept.addAll(dropped);
        return new Proposal(
                candidates,
                List.copyOf(kept),
                tally(heldOut, votes -> votes.majority(ids)),
                tally(heldOut, Votes::longer));
    }

    private static long lead(Tally tally) {
        return 2 * tally.right() - tally.decided();
    }

    private static Tally tally(List<Votes> pairs, Function<Votes, Preferred> vote) {
        Tally tally = Tally.NONE;
        for (Votes pair : pairs) {
            Preferred preferred = vote.apply(pair);
            tally = tally.plus(preferred.isAnswer(), preferred == pair.human());
        }
        return tally;
    }

    private static Optional<String> tooWeak(Tally tested, Level level) {
        if (tested.decided() < Math.max(FEWEST_DECIDED, SMALLEST_COVERAGE * tested.pairs())) {
            return Optional.of("decides too few pairs");
        }
        return tested.accuracy().interval(level).low() > CHANCE
                ? Optional.empty()
                : Optional.of("not surely better than chance");
    }

    /** Whether a candidate decides nearly as a better one does, where both decide. */
    private static Optional<String> like(String id, List<Evidence> kept, List<Votes> testing) {
        for (Evidence better : kept) {
            String other = better.principle().id();
            List<Votes> shared = testing.stream()
                    .filter(votes -> votes.of(id).isAnswer() && votes.of(other).isAnswer())
                    .toList();
            long same = shared.stream()
                    .filter(votes -> votes.of(id) == votes.of(other))
                    .count();
            if (shared.size() >= FEWEST_SHARED && same >= SAME * shared.size()) {
                return Optional.of("decides as " + other + " does");
            }
        }
        return Optional.empty();
    }

    /** The kept principles' evidence. */
    public List<Evidence> kept() {
        return evidence.stream().filter(one -> one.dropped().isEmpty()).toList();
    }

    /**
     * The kept principles as a constitution, whose requests are worded from the norms.
     *
     * @param source where the labels come from, in words for people
     */
    public Constitution constitution(String id, String source) {
        return new Constitution(
                id,
                id,
                "1",
                "en",
                "unstated",
                source,
                Precedence.FLAT,
                kept().stream().map(Evidence::principle).toList(),
                List.of(),
                List.of());
    }
}
