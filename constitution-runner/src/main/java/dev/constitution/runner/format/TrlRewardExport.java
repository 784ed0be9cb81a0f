package dev.constitution.runner.format;

import java.util.List;

/** TRL's form for reward models: two whole conversations, and by how much the first is better where a judge said so. */
final class TrlRewardExport extends RecordPerPair {
    TrlRewardExport() {
        super("trl-reward", List.of(CHOSEN_CONVERSATION, REJECTED_CONVERSATION, MARGIN));
    }

    @Override
    public boolean carriesTools() {
        return true;
    }
}
