package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** TRL's preference form with an explicit prompt, conversational: what {@code DPOTrainer} reads. */
final class TrlPreferenceExport extends RecordPerPair {
    TrlPreferenceExport() {
        super("trl", List.of(PROMPT, CHOSEN, REJECTED));
    }

    @Override
    public Set<Beyond> carries() {
        return Beyond.ALL;
    }
}
