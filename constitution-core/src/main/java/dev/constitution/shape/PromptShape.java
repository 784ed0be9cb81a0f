package dev.constitution.shape;

import dev.constitution.principles.Decision;
import dev.constitution.source.FaultyFileException;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceText;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a stage words its requests for a kind of model: data, so that a small model can be asked in a way that it follows.
 * The built-in shapes are {@link #chat()} and {@link #small()}; {@link #load} reads others.
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

    public PromptShape {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a shape's id must not be blank");
        }
    }

    /** For instruction-tuned chat models of a few billion parameters and more. */
    public static PromptShape chat() {
        return PromptShapeReader.CHAT;
    }

    /** For models of a few hundred million parameters: one-sentence tasks, prefilled answers, cool sampling. */
    public static PromptShape small() {
        return PromptShapeReader.SMALL;
    }

    /**
     * The shape in a file: YAML or, where its name ends in {@code .json}, JSON, of the form of the built-in ones;
     * {@code docs/library.md} tells where to begin.
     *
     * @throws FaultyFileException if it cannot be used, with every fault's line and column
     */
    public static PromptShape load(Path file) {
        return parse(SourceText.read(file), file.toString());
    }

    /**
     * The shape in a text.
     *
     * @param fileName what faults are reported under; the text is JSON where it ends in {@code .json}
     * @throws FaultyFileException if it cannot be used, with every fault's line and column
     */
    public static PromptShape parse(String text, String fileName) {
        return PromptShapeReader.read(SourceParser.parse(text, fileName));
    }

    /** What the wording is known by: SHA-256 in hexadecimal, the same for the same words and sampling. */
    public String fingerprint() {
        return ShapeFingerprint.of(this);
    }
}
