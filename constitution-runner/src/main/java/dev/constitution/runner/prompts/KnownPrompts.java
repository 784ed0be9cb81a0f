package dev.constitution.runner.prompts;

import dev.constitution.runner.advice.English;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.dataset.SeenTexts;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.source.FaultText;
import dev.constitution.text.WordSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Prompts that there are already: those of given files, and those that were written before. Two are alike if they are of the same
 * words, have four of five of their runs of three words in common, or four of five of the words that carry their content: prompts
 * are short, and one word that is another one changes three runs. Looking may be done by many threads while nobody adds.
 */
public final class KnownPrompts {
    private static final double ALIKE = 0.8;
    private static final int FEWEST_STEMS = 3;

    /** What a prompt is to one that is known. */
    enum Likeness {
        EQUAL,
        NEAR,
        LIKE_GIVEN
    }

    private final Map<Long, Boolean> equal = new HashMap<>();
    private final SeenTexts phrases = new SeenTexts(ALIKE);
    private final SeenTexts contents = new SeenTexts(ALIKE);
    private final List<Set<String>> stems = new ArrayList<>();
    private int given;

    /**
     * Adds the prompts of a file; an answer that a conversation ends with is left out.
     *
     * @throws UsageException if the file cannot be read, or a row of it, or it has none
     */
    public void addGiven(PromptSource file) throws IOException {
        List<String> faults = new ArrayList<>();
        long bad = 0;
        try (ReadableSource input = ReadableSource.of(file.withDropLastAnswer(true));
                PromptReader rows = input.file().rows()) {
            rows.requireRows(file.location());
            while (rows.hasNext()) {
                InputRow row = rows.next();
                if (row instanceof InputRow.Read read) {
                    add(read.prompt().question(), true);
                } else if (row instanceof InputRow.Bad unread) {
                    bad++;
                    if (faults.size() < FaultText.NAMED) {
                        faults.add(file.location() + ":" + unread.line() + ": " + unread.message());
                    }
                }
            }
        }
        if (bad > 0) {
            throw new UsageException(FaultText.list(faults, bad)
                    + "\n--not-like compares with every row; mend these, or name a file of readable ones");
        }
        given = stems.size();
    }

    /** Adds a prompt that was written. */
    void add(String prompt) {
        add(prompt, false);
    }

    private void add(String prompt, boolean isGiven) {
        WordSequence words = WordSequence.of(prompt);
        int number = stems.size();
        Set<String> content = English.content(prompt);
        stems.add(content);
        equal.putIfAbsent(words.hash(), isGiven);
        phrases.add(number, words);
        contents.add(number, each(content));
    }

    /** What known prompt this one is like; empty where it is new. */
    Optional<Likeness> like(String prompt) {
        WordSequence words = WordSequence.of(prompt);
        Boolean isGiven = equal.get(words.hash());
        if (isGiven != null) {
            return Optional.of(isGiven ? Likeness.LIKE_GIVEN : Likeness.EQUAL);
        }
        OptionalInt near = phrases.find(words);
        if (near.isEmpty()) {
            Set<String> content = English.content(prompt);
            near = contents.find(each(content));
            if (near.isPresent() && !isAlike(content, stems.get(near.getAsInt()))) {
                near = OptionalInt.empty();
            }
        }
        return near.isEmpty()
                ? Optional.empty()
                : Optional.of(near.getAsInt() < given ? Likeness.LIKE_GIVEN : Likeness.NEAR);
    }

    /** The sketches of a few words are rough. */
    private static boolean isAlike(Set<String> a, Set<String> b) {
        double likeness = English.likeness(a, b);
        return (likeness == 1 && a.size() > 1) || (likeness >= ALIKE && Math.min(a.size(), b.size()) >= FEWEST_STEMS);
    }

    private static WordSequence[] each(Set<String> content) {
        return content.stream().map(WordSequence::of).toArray(WordSequence[]::new);
    }
}
