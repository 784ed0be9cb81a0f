package dev.constitution.shape;

import dev.constitution.principles.Decision;
import java.util.Optional;

/**
 * How a stage words its requests for a kind of model: data, so that a small model can be asked in a way that it follows.
 * The built-in shapes are {@link #chat()} and {@link #small()}.
 *
 * @param id short name
 * @param system the system turn for prompts that bring none; empty for none
 * @param exemplars whether the constitution's exemplars are shown; small models copy them
 * @param decides whether the critic is asked to close with a {@link Decision}
 * @param generation how the first answer is asked for
 * @param critique how a critique is asked for
 * @param revision how a revision is asked for
 * @param comparison how a comparison is asked for
 * @param precedence the sentence for {@code {precedence}}, with the place {@code {above}} for the principles that come
 *     first
 * @param marks what marks the exemplars off from the conversation
 */
public record PromptShape(
        String id,
        Optional<String> system,
        boolean exemplars,
        boolean decides,
        RequestTemplate generation,
        RequestTemplate critique,
        RequestTemplate revision,
        ComparisonTemplates comparison,
        String precedence,
        ExampleMarks marks) {

    /** A shape that marks no exemplars off. */
    public PromptShape(
            String id,
            Optional<String> system,
            boolean exemplars,
            boolean decides,
            RequestTemplate generation,
            RequestTemplate critique,
            RequestTemplate revision,
            ComparisonTemplates comparison,
            String precedence) {
        this(id, system, exemplars, decides, generation, critique, revision, comparison, precedence, ExampleMarks.NONE);
    }

    /** For instruction-tuned chat models of a few billion parameters and more. */
    public static PromptShape chat() {
        return PromptShapeReader.CHAT;
    }

    /** For models of a few hundred million parameters: one-sentence tasks, prefilled answers, cool sampling. */
    public static PromptShape small() {
        return PromptShapeReader.SMALL;
    }

    /** What the wording is known by: SHA-256 in hexadecimal, the same for the same words and sampling. */
    public String fingerprint() {
        return ShapeFingerprint.of(this);
    }
}
