package dev.constitution.stage;

import dev.constitution.text.Farewell;
import dev.constitution.text.Overlap;
import dev.constitution.text.Refusal;
import dev.constitution.text.WordSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells where a conversation of a model with itself comes to nothing: a turn says what was said before, or both sides take
 * leave, one after the other. Used by one thread.
 */
final class Collapse {
    /** A turn that has more of its phrases from earlier ones says nothing new. */
    private static final double MOST_SAID_BEFORE = 0.5;

    private final List<WordSequence> said = new ArrayList<>();
    private boolean wasFarewell;

    /**
     * Where it ends.
     *
     * @param kept how many turns are worth keeping
     * @param reason why, in a sentence
     * @param isRefusal whether the last turn evades, which is why nothing new is said
     */
    record End(int kept, String reason, boolean isRefusal) {}

    /** @param opening what the first turn answers */
    Collapse(String opening) {
        said.add(WordSequence.of(opening));
    }

    /** Takes the next turn; whether the conversation ends with it or before it. */
    Optional<End> after(String turn) {
        int number = said.size();
        WordSequence words = WordSequence.of(turn);
        boolean isFarewell = Farewell.isAll(turn);
        Optional<End> end = Optional.empty();
        for (int i = number - 1; i >= 0 && end.isEmpty(); i--) {
            if (words.sameAs(said.get(i))) {
                end = Optional.of(end(number, turn, "repeats " + name(i)));
            }
        }
        if (end.isEmpty() && Overlap.of(words).shareFrom(said.toArray(WordSequence[]::new)) > MOST_SAID_BEFORE) {
            end = Optional.of(end(number, turn, "says for the most part what was said before"));
        } else if (end.isEmpty() && isFarewell && wasFarewell) {
            end = Optional.of(new End(
                    number,
                    "turns " + (number - 1) + " and " + number + " take leave, give thanks or nod, no more",
                    false));
        }
        said.add(words);
        wasFarewell = isFarewell;
        return end;
    }

    private static End end(int number, String turn, String why) {
        boolean isRefusal = Refusal.isIn(turn);
        return new End(number - 1, "turn " + number + (isRefusal ? " refuses and " : " ") + why, isRefusal);
    }

    private static String name(int turn) {
        return turn == 0 ? "the opening" : "turn " + turn;
    }
}
