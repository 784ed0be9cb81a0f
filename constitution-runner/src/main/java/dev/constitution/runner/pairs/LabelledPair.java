package dev.constitution.runner.pairs;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.rows.RowNotes;
import dev.constitution.runner.rows.RowOddity;
import dev.constitution.runner.rows.RowParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two answers to a prompt, and which of them people prefer. They stand in the file's order, which may give the label away:
 * a model must not be shown it.
 *
 * @param id the row's own; null where it has none
 * @param prompt the turns before the answers; not always a {@link Prompt}, as rows may be without one
 * @param dirt what is odd about the row
 */
public record LabelledPair(
        @Nullable String id, List<Message> prompt, String a, String b, Preferred human, List<RowOddity> dirt) {
    private static final String A = "a";
    private static final String B = "b";
    private static final String HUMAN = "human";

    public LabelledPair {
        prompt = List.copyOf(prompt);
        dirt = List.copyOf(dirt);
    }

    /** A row as it was read; what is odd about any pair is found here. */
    public static LabelledPair of(@Nullable String id, List<Message> prompt, String a, String b, Preferred human) {
        List<RowOddity> dirt = new ArrayList<>();
        if (a.isBlank() || b.isBlank()) {
            String which =
                    a.isBlank() && b.isBlank() ? "both answers are" : a.isBlank() ? "answer a is" : "answer b is";
            dirt.add(new RowOddity(RowOddity.Kind.EMPTY_ANSWER, which + " empty"));
        }
        if (a.strip().equals(b.strip())) {
            dirt.add(new RowOddity(
                    RowOddity.Kind.EQUAL_ANSWERS, "the answers are equal, yet the label is " + human.label()));
        }
        noPrompt(prompt).ifPresent(dirt::add);
        return new LabelledPair(id, prompt, a, b, human, dirt);
    }

    /** The pair with its whole prompt. */
    LabelledPair withPrompt(List<Message> whole) {
        List<RowOddity> others = dirt.stream()
                .filter(found -> found.kind() != RowOddity.Kind.NO_PROMPT)
                .toList();
        List<RowOddity> all = new ArrayList<>(others);
        noPrompt(whole).ifPresent(all::add);
        return new LabelledPair(id, whole, a, b, human, all);
    }

    private static Optional<RowOddity> noPrompt(List<Message> prompt) {
        List<String> faults = Prompt.faultsOf(prompt);
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowOddity(RowOddity.Kind.NO_PROMPT, String.join("; ", faults)));
    }

    /** The pair with something else that is odd about it. */
    public LabelledPair with(RowOddity more) {
        List<RowOddity> all = new ArrayList<>(dirt);
        all.add(more);
        return new LabelledPair(id, prompt, a, b, human, all);
    }

    /** Whether a model can be asked about it. */
    public boolean hasPrompt() {
        return dirt.stream().noneMatch(found -> found.kind() == RowOddity.Kind.NO_PROMPT);
    }

    /** The answer of more characters (code points). */
    public Preferred longer() {
        return Preferred.greater(a.codePointCount(0, a.length()), b.codePointCount(0, b.length()));
    }

    /** The row as a run takes it in: the answers travel as metadata. */
    RowParser.Draft asDraft(RowNotes notes) {
        Map<String, Object> data = new LinkedHashMap<>(); // keeps the order, which reaches the store
        data.put(A, a);
        data.put(B, b);
        data.put(HUMAN, human.label());
        return new RowParser.Draft(id, prompt, List.of(), data, notes);
    }

    /** The pair that a prompt of {@link #asDraft} carries. */
    public static LabelledPair of(Prompt prompt) {
        return of(prompt.id(), prompt.messages(), prompt.metadata());
    }

    /** The pair of a stored outcome, without its prompt. */
    public static LabelledPair ofMetadata(Map<String, Object> metadata) {
        return of(null, List.of(), metadata);
    }

    private static LabelledPair of(@Nullable String id, List<Message> prompt, Map<String, Object> data) {
        return of(id, prompt, text(data, A), text(data, B), Preferred.named(text(data, HUMAN)));
    }

    private static String text(Map<String, Object> data, String name) {
        return (String) Optional.ofNullable(data.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the row carries no \"" + name + "\""));
    }
}
