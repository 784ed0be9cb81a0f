package dev.constitution.runner.format;

import java.util.List;

/** TRL's preference form with an explicit prompt, conversational: what {@code DPOTrainer} reads. */
final class TrlPreferenceExport extends RecordPerPair {
    TrlPreferenceExport() {
        super("trl", List.of(PROMPT, CHOSEN, REJECTED));
    }

    @Override
    public boolean carriesTools() {
        return true;
    }
}
