package dev.constitution.stage;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.shape.PromptShape;
import java.util.ArrayList;
import java.util.List;

/** What a conversation with a generator begins with. */
final class OpeningTurns {
    /** What a round adds, and a system turn. */
    private static final int MORE_TO_COME = 6;

    private OpeningTurns() {}

    /**
     * System turn, worked examples, prompt: static text first, so that a provider's prefix cache can serve it; in a new list.
     * Providers take calls of tools beside the tools' definitions; without those they are told in words.
     */
    static List<Message> of(Prompt prompt, PromptShape shape, List<Message> examples) {
        return prompt.tools().isEmpty() ? inWords(prompt, shape, examples) : of(prompt.messages(), shape, examples);
    }

    /** The same for those that are asked about an answer: what was done with tools is told in words, as they have none. */
    static List<Message> inWords(Prompt prompt, PromptShape shape, List<Message> examples) {
        return of(Message.inWords(prompt.messages()), shape, examples);
    }

    private static List<Message> of(List<Message> turns, PromptShape shape, List<Message> examples) {
        boolean ownSystem = turns.get(0).role() == Message.Role.SYSTEM;
        List<Message> messages = new ArrayList<>(examples.size() + turns.size() + MORE_TO_COME);
        if (ownSystem) {
            messages.add(turns.get(0));
        } else {
            shape.system().map(Message::system).ifPresent(messages::add);
        }
        messages.addAll(examples);
        messages.addAll(ownSystem ? turns.subList(1, turns.size()) : turns);
        return messages;
    }

    /** An answer with the first words that the model was given, which some servers repeat before it goes on. */
    static String joined(String prefill, String text) {
        return text.startsWith(prefill) ? text : prefill + text;
    }
}
