package dev.constitution.runner.format;

import java.util.List;

/** OpenRLHF's preference form with its optional prompt, for {@code --data.prompt_key prompt --data.apply_chat_template}. */
final class OpenRlhfExport extends RecordPerPair {
    OpenRlhfExport() {
        super("openrlhf", List.of(PROMPT, CHOSEN, REJECTED, MARGIN));
    }
}
