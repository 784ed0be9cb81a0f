package dev.constitution.judge;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Delimiters around texts that a judge reads as material. They carry a mark that stands in none of the texts, so that no
 * text can close its own delimiter, or open another one.
 *
 * <p>The mark derives from the run's seed and the prompt's id, not from the step: the principles of an ensemble, and both
 * orders, then begin with the same words, which prefix caches serve.
 */
final class Delimiters {
    private final String mark;

    private Delimiters(String mark) {
        this.mark = mark;
    }

    static Delimiters around(Stream<String> texts, JudgeCalls calls) {
        List<String> all = texts.map(text -> text.toLowerCase(Locale.ROOT)).toList();
        return Stream.iterate(0, i -> i + 1)
                .map(i -> String.format(Locale.ROOT, "%08x", calls.rowSeed("mark/" + i)))
                .filter(mark -> all.stream().noneMatch(text -> text.contains(mark)))
                .map(Delimiters::new)
                .findFirst()
                .orElseThrow();
    }

    String mark() {
        return mark;
    }

    /** A text between its delimiters. */
    String fenced(String name, String text) {
        Objects.requireNonNull(text, name);
        return "<" + name + "-" + mark + ">\n" + text + "\n</" + name + "-" + mark + ">";
    }
}
