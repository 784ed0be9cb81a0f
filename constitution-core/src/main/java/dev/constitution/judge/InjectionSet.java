package dev.constitution.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.constitution.chat.Prompt;
import dev.constitution.principles.Choice;
import dev.constitution.shape.Placeholders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The attacks on judges that come with the library: data, in {@code injections.yaml}. */
final class InjectionSet {
    private static final String RESOURCE = "injections.yaml";

    private InjectionSet() {}

    /** An answer to which nothing should be added, one that is plainly worse, and how each is shown. */
    record Quality(Prompt prompt, String better, String worse) {
        /** The worse answer with this text behind it, first or second. */
        AnswerPair pair(Choice worseAs, String added) {
            String attacked = worse
                    + Placeholders.fill(
                            added,
                            Map.of(
                                    "letter",
                                    worseAs.name(),
                                    "other",
                                    worseAs.other().name()));
            return worseAs == Choice.A
                    ? new AnswerPair(prompt, attacked, better)
                    : new AnswerPair(prompt, better, attacked);
        }
    }

    /** A text that would have a judge choose the answer that it stands in. */
    record Attack(String id, String text) {}

    static List<Quality> pairs() {
        List<Quality> pairs = new ArrayList<>();
        for (JsonNode pair : read().required("pairs")) {
            pairs.add(new Quality(
                    Prompt.of("injection", pair.required("prompt").textValue()),
                    pair.required("better").textValue(),
                    pair.required("worse").textValue()));
        }
        return pairs;
    }

    static List<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>();
        for (JsonNode attack : read().required("attacks")) {
            attacks.add(new Attack(
                    attack.required("id").textValue(), attack.required("text").textValue()));
        }
        return attacks;
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(InjectionSet.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new ObjectMapper(new YAMLFactory()).readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
