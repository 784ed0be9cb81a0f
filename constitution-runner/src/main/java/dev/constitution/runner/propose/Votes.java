package dev.constitution.runner.propose;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredJudgement;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredVerdict;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.store.StoreView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What each candidate said of each pair. A candidate decides a pair where it prefers the same answer in both orders; where its verdict
 * follows the place, or there is none, it says nothing of the pair.
 *
 * @param heldOut whether the pair is held out
 * @param human the people's label
 * @param longer the longer answer
 * @param votes by candidate's id; those that say nothing are left out
 */
record Votes(boolean heldOut, Preferred human, Preferred longer, Map<String, Preferred> votes) {

    static List<Votes> of(StoreView store, PairSplit split) {
        List<Votes> all = new ArrayList<>();
        for (Iterator<OutcomeRecord> rows = store.outcomes(0); rows.hasNext(); ) {
            OutcomeRecord row = rows.next();
            if (row.kind() == OutcomeKind.JUDGED) {
                StoredOutcome outcome = StoredOutcome.of(row);
                LabelledPair pair = LabelledPair.ofMetadata(outcome.metadata());
                all.add(new Votes(
                        split.of(row.id()) == PairSplit.Part.HELD_OUT,
                        pair.human(),
                        pair.longer(),
                        votes(
                                outcome.judgement().orElseThrow(),
                                outcome.secondFirst().orElseThrow())));
            }
        }
        return all;
    }

    private static Map<String, Preferred> votes(StoredJudgement judgement, boolean secondFirst) {
        Map<String, Preferred> votes = new HashMap<>();
        for (String id : judgement.principles()) {
            StoredVerdict verdict = judgement.principles().size() == 1
                    ? judgement.verdict()
                    : judgement.verdict().parts().stream()
                            .filter(part -> part.part().equals(id))
                            .findFirst()
                            .orElseThrow()
                            .verdict();
            boolean followsPlace = verdict.orderEffect()
                    .filter(order -> order.isSamePosition())
                    .isPresent();
            if (verdict.probability().isPresent() && !followsPlace) {
                Preferred shown = Preferred.of(verdict.probability().getAsDouble());
                if (shown.isAnswer()) {
                    votes.put(id, secondFirst ? shown.other() : shown);
                }
            }
        }
        return votes;
    }

    /** The vote of a candidate; a tie where it says nothing. */
    Preferred of(String id) {
        return votes.getOrDefault(id, Preferred.TIE);
    }

    /** What most of these candidates vote for. */
    Preferred majority(List<String> ids) {
        int lead = 0;
        for (String id : ids) {
            lead += of(id) == Preferred.A ? 1 : of(id) == Preferred.B ? -1 : 0;
        }
        return lead > 0 ? Preferred.A : lead < 0 ? Preferred.B : Preferred.TIE;
    }
}
