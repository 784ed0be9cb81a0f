package dev.constitution.runner.measure;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.store.RunArms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Adds up whose calls are whose: an arm's own, shared by several, the judge's. Not thread-safe. */
final class SharedTally {
    private final RunArms experiment;
    private final List<ArmTally> arms;
    private final CallTally shared = new CallTally();
    private final CallTally judge = new CallTally();

    SharedTally(RunArms experiment, List<ArmTally> arms) {
        this.experiment = experiment;
        this.arms = arms;
    }

    CallTally shared() {
        return shared;
    }

    CallTally judge() {
        return judge;
    }

    void add(TriedRow row) {
        Map<CallTally.Made, List<ArmTally>> makers = new LinkedHashMap<>();
        for (ArmTally arm : arms) {
            row.arm(arm.arm().name())
                    .ifPresent(outcome -> arm.made(outcome)
                            .forEach(made -> makers.computeIfAbsent(made, any -> new ArrayList<>())
                                    .add(arm)));
        }
        makers.forEach((made, makersOfIt) -> {
            boolean isShared = makersOfIt.size() > 1;
            makersOfIt.forEach(arm -> arm.calls().add(made, isShared));
            if (isShared) {
                shared.add(made, true);
            }
        });
        experiment.judge().ifPresent(part -> addDuels(part, row));
    }

    private void addDuels(RunArms.Part part, TriedRow row) {
        Set<CallTally.Made> verdicts = new LinkedHashSet<>();
        for (StoredDuel duel : row.duels()) {
            List<StoredReply> replies = duel.judgement()
                    .map(judgement -> judgement.verdict().allReplies())
                    .orElse(List.of());
            Set<String> answers = new TreeSet<>();
            row.answer(duel.a()).ifPresent(answers::add);
            row.answer(duel.b()).ifPresent(answers::add);
            replies.forEach(reply -> verdicts.add(CallTally.made(part, ModelRole.JUDGE, reply, answers)));
        }
        verdicts.forEach(made -> judge.add(made, false));
    }
}
