package dev.constitution.shape;

import dev.constitution.chat.Sampling;
import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads shapes: those of others after every check, those that come with the library once each. */
final class PromptShapeReader {
    static final PromptShape CHAT = builtIn("chat");
    static final PromptShape SMALL = builtIn("small");

    private PromptShapeReader() {}

    /** The shape in a tree that anybody may have written. */
    static PromptShape read(SourceTree tree) {
        ShapeChecks.check(tree);
        tree.throwFaults();
        return shape(tree.root());
    }

    /** The build checks the built-in shapes against the schema. */
    private static PromptShape builtIn(String id) {
        return shape(SourceParser.parse(resource(id + ".yaml"), id + ".yaml").root());
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PromptShapeReader.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static PromptShape shape(SourceNode shape) {
        return new PromptShape(
                shape.text("id"),
                text(shape, "system"),
                shape.get("exemplars").value().booleanValue(),
                shape.get("decides").value().booleanValue(),
                template(shape.get("generation")),
                template(shape.get("critique")),
                template(shape.get("revision")),
                comparison(shape.get("comparison")),
                text(shape, "precedence").orElse(""),
                marks(shape.get("marks")));
    }

    private static ExampleMarks marks(SourceNode marks) {
        return new ExampleMarks(
                text(marks, "before").orElse(""),
                text(marks, "before_reply").orElse(""),
                text(marks, "after").orElse(""),
                text(marks, "after_reply").orElse(""),
                text(marks, "comparison").orElse(""),
                text(marks, "real_comparison").orElse(""));
    }

    private static ComparisonTemplates comparison(SourceNode comparison) {
        return new ComparisonTemplates(
                text(comparison, "system"),
                comparison.text("introduction"),
                comparison.text("question"),
                template(comparison.get("letter")),
                template(comparison.get("verdict")),
                template(comparison.get("thought")),
                comparison.get("top_logprobs").value().intValue());
    }

    private static RequestTemplate template(SourceNode template) {
        List<String> stop = template.get("stop").items().stream()
                .map(item -> item.value().textValue())
                .toList();
        Sampling sampling = new Sampling(
                number(template, "temperature"),
                number(template, "top_p"),
                number(template, "repeat_penalty"),
                number(template, "max_tokens").map(Double::intValue),
                stop);
        return new RequestTemplate(
                text(template, "request").orElse(""), text(template, "prefill").orElse(""), sampling);
    }

    private static Optional<String> text(SourceNode node, String key) {
        return Optional.ofNullable(node.get(key).value().textValue());
    }

    private static Optional<Double> number(SourceNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).value().doubleValue()) : Optional.empty();
    }
}
