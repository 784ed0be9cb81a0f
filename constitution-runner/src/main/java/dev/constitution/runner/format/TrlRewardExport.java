package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** TRL's form for reward models: two whole conversations, and by how much the first is better where a judge said so. */
final class TrlRewardExport extends RecordPerPair {
    TrlRewardExport() {
        super("trl-reward", List.of(CHOSEN_CONVERSATION, REJECTED_CONVERSATION, MARGIN));
    }

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.TOOLS);
    }
}
