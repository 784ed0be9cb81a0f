package dev.constitution.runner.propose;

import dev.constitution.chat.Seeds;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Tags around texts that a model reads as material. They carry a mark that stands in none of the texts, so that none can close its
 * own tag. Immutable.
 *
 * @param mark the same for all texts of a request
 */
public record Fence(String mark) {
    /**
     * A fence around texts of a row.
     *
     * @param texts all that is to be fenced
     * @param id the row's
     * @param seed the run's
     */
    public static Fence around(String texts, String id, long seed) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> String.format(Locale.ROOT, "%08x", Seeds.derive(seed, id, "propose/mark/" + i)))
                .filter(mark -> !texts.contains(mark))
                .map(Fence::new)
                .findFirst()
                .orElseThrow();
    }

    /** A text between its tags. */
    public String of(String name, String text) {
        return "<" + name + "-" + mark + ">\n" + text + "\n</" + name + "-" + mark + ">";
    }
}
