package dev.constitution.runner.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person said of two answers to one prompt, as the store keeps it. A person's later word on the same two takes the place
 * of the earlier one.
 *
 * @param row the prompt's place in the input, from 0
 * @param prompt the prompt's id
 * @param sides what the two answers are called
 * @param choice which is better
 * @param labeller the person's name, as they gave it
 * @param at when it was said
 * @param shownFirst the side whose answer stood first on the page; empty where that is not known
 * @param origin how it came into the store: {@code serve}, {@code chat}, or a file's name
 * @param answers the {@link Sides#fingerprint fingerprint} of the two answers: arms that answer anew have not been labelled
 * @param correction the answer as the person would have it, where one was written
 */
public record Label(
        long row,
        String prompt,
        Sides sides,
        Choice choice,
        String labeller,
        Instant at,
        Optional<String> shownFirst,
        String origin,
        String answers,
        Optional<String> correction) {

    /** The most characters of a labeller's name. */
    public static final int LONGEST_NAME = 80;

    public Label {
        String fault = faultOfName(labeller).orElse(null);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        if (shownFirst.isPresent() && !sides.has(shownFirst.get())) {
            throw new IllegalArgumentException(
                    "\"" + shownFirst.get() + "\" was shown first, but the sides are " + sides);
        }
    }

    /** What is wrong with a labeller's name; empty if nothing is. */
    public static Optional<String> faultOfName(String name) {
        boolean isName = !name.isBlank()
                && name.equals(name.strip())
                && name.length() <= LONGEST_NAME
                && name.codePoints().noneMatch(Character::isISOControl);
        return isName
                ? Optional.empty()
                : Optional.of("a labeller's name must have 1 to " + LONGEST_NAME
                        + " characters, none of them a control character, and no blank at its ends");
    }

    /**
     * The side whose answer the person would rather have: the better one, else the one shown first.
     *
     * @param unknown where it is not known which was
     */
    public String preferred(String unknown) {
        return switch (choice) {
            case A -> sides.a();
            case B -> sides.b();
            default -> shownFirst.orElse(unknown);
        };
    }

    /** What it is known by: one person says one thing of the same two answers. */
    long key() {
        return Checksum.key(prompt, sides.a(), sides.b(), labeller);
    }

    /** Whether it says the same as another one, whenever and by whatever way that came. */
    public boolean saysAs(Label other) {
        return key() == other.key()
                && choice == other.choice
                && answers.equals(other.answers)
                && correction.equals(other.correction);
    }
}
