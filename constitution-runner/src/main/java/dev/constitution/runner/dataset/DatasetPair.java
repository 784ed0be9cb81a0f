package dev.constitution.runner.dataset;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import dev.constitution.text.Hash;
import dev.constitution.text.WordSequence;
import java.util.List;
import java.util.Optional;

/**
 * A pair of a data set, as {@link DatasetGates} looks at it.
 *
 * @param row its row in the input, from 0
 * @param prompt the prompt of both answers
 * @param chosen the answer to prefer
 * @param rejected the other answer
 * @param split the part of the data set that it goes to, for example {@code train}; empty where the data set has no parts
 * @param promptClass what kind of prompt it has, to count evasive answers by; empty where it is not known
 */
public record DatasetPair(
        long row, Prompt prompt, String chosen, String rejected, Optional<String> split, Optional<String> promptClass) {

    /** The text that a question is compared by; a system turn is often the same for all prompts. */
    WordSequence question() {
        StringBuilder text = new StringBuilder();
        for (Message turn : prompt.messages()) {
            if (turn.role() != Message.Role.SYSTEM) {
                text.append(turn.inWords()).append('\n');
            }
        }
        return WordSequence.of(text.toString());
    }

    /** One hash of all turns, the tools and both answers. */
    public long hash() {
        long hash = hash(prompt.messages());
        for (Tool tool : prompt.tools()) {
            hash = Hash.add(Hash.add(hash, Hash.of("tool")), Hash.of(tool.definition()));
        }
        return Hash.add(Hash.add(hash, Hash.of(chosen)), Hash.of(rejected));
    }

    /** The same of a conversation. */
    public static long hash(List<Message> turns) {
        long hash = Hash.START;
        for (Message turn : turns) {
            hash = Hash.add(Hash.add(hash, Hash.of(turn.role().label())), Hash.of(turn.inWords()));
        }
        return hash;
    }
}
