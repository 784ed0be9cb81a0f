package dev.constitution.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.constitution.chat.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the shapes that come with the library, once each. */
final class PromptShapeReader {
    static final PromptShape CHAT = read("chat");
    static final PromptShape SMALL = read("small");

    private PromptShapeReader() {}

    private static PromptShape read(String id) {
        String resource = id + ".yaml";
        try (InputStream in = Objects.requireNonNull(PromptShapeReader.class.getResourceAsStream(resource), resource)) {
            JsonNode shape = new ObjectMapper(new YAMLFactory()).readTree(in);
            return new PromptShape(
                    shape.required("id").textValue(),
                    Optional.ofNullable(shape.path("system").textValue()),
                    shape.required("exemplars").booleanValue(),
                    shape.required("decides").booleanValue(),
                    wording(shape.required("generation")),
                    wording(shape.required("critique")),
                    wording(shape.required("revision")),
                    comparison(shape.required("comparison")),
                    shape.required("precedence").textValue(),
                    marks(shape.path("marks")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static ExampleMarks marks(JsonNode node) {
        return new ExampleMarks(
                node.path("before").asText(""),
                node.path("before_reply").asText(""),
                node.path("after").asText(""),
                node.path("after_reply").asText(""),
                node.path("comparison").asText(""),
                node.path("real_comparison").asText(""));
    }

    private static ComparisonTemplates comparison(JsonNode node) {
        return new ComparisonTemplates(
                Optional.ofNullable(node.path("system").textValue()),
                node.required("introduction").textValue(),
                node.required("question").textValue(),
                wording(node.required("letter")),
                wording(node.required("verdict")),
                wording(node.required("thought")),
                node.required("top_logprobs").intValue());
    }

    private static RequestTemplate wording(JsonNode node) {
        List<String> stop = new ArrayList<>();
        node.path("stop").forEach(text -> stop.add(text.textValue()));
        Sampling sampling = new Sampling(
                number(node, "temperature"),
                number(node, "top_p"),
                number(node, "repeat_penalty"),
                number(node, "max_tokens").map(Double::intValue),
                stop);
        return new RequestTemplate(
                node.path("request").asText(""), node.path("prefill").asText(""), sampling);
    }

    private static Optional<Double> number(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(node.get(field).doubleValue()) : Optional.empty();
    }
}
