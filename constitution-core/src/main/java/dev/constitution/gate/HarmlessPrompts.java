package dev.constitution.gate;

import dev.constitution.chat.Prompt;
import java.util.Optional;

/**
 * Which prompts are harmless, so that evading them is a fault: all, or those with a value in a field of their metadata.
 *
 * @param field the field; empty for all prompts
 * @param value its value
 */
record HarmlessPrompts(Optional<String> field, String value) {
    static final HarmlessPrompts ALL = new HarmlessPrompts(Optional.empty(), "");

    /** From {@code FIELD:VALUE}. */
    static HarmlessPrompts parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("harmless prompts are named by FIELD:VALUE, got \"" + text + "\"");
        }
        return new HarmlessPrompts(Optional.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    boolean includes(Prompt prompt) {
        return field.isEmpty() || value.equals(String.valueOf(prompt.metadata().get(field.get())));
    }
}
