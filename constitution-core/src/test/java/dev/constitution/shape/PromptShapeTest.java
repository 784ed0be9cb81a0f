package dev.constitution.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.constitution.source.FaultyFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptShapeTest {
    @TempDir
    private Path folder;

    private static String builtIn(String id) {
        return PromptShapeReader.resource(id + ".yaml");
    }

    private static List<String> faults(String yaml) {
        return catchThrowableOfType(FaultyFileException.class, () -> PromptShape.parse(yaml, "s.yaml"))
                .faults()
                .stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "small"})
    void load_builtInShape_fitsTheSchemaAndIsTheSame(String id) throws Exception {
        Path file = Files.writeString(folder.resolve("own.yaml"), builtIn(id));

        PromptShape shape = PromptShape.load(file);

        assertThat(shape).isEqualTo(id.equals("chat") ? PromptShape.chat() : PromptShape.small());
    }

    @Test
    void parse_changedWording_hasAnotherFingerprint() {
        PromptShape warmer =
                PromptShape.parse(builtIn("small").replace("temperature: 0.2", "temperature: 0.4"), "s.yaml");

        assertThat(warmer.critique().sampling().temperature()).contains(0.4);
        assertThat(warmer.fingerprint()).isNotEqualTo(PromptShape.small().fingerprint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: small                 | id: Small One     | s.yaml:1:5: \"id\" is \"Small One\"; use lower-case letters, digits and hyphens, for example \"small-one\"",
                "exemplars: false          | exemplars: maybe  | s.yaml:3:12: \"exemplars\" must be true or false, is text",
                "decides: false            | decide: false     | s.yaml:4:1: unknown key \"decide\"; did you mean \"decides\"?",
                "top_p: 0.9                | top_p: 1.5        | s.yaml:7:10: \"top_p\" must be at most 1, is 1.5",
                "temperature: 0.3          | temperature: -1   | s.yaml:6:16: \"temperature\" must be at least 0, is -1",
                "repeat_penalty: 1.15      | repeat_penalty: 0 | s.yaml:8:19: \"repeat_penalty\" must be above 0, is 0",
                "max_tokens: 320           | max_tokens: 1.5   | s.yaml:9:15: \"max_tokens\" must be a whole number, is a number",
                "top_logprobs: 20          | top_logprobs: 21  | s.yaml:28:17: \"top_logprobs\" must be at most 20, is 21",
                "Answer in one sentence.   | <decision>{requst} | s.yaml:11:12: unknown place {requst}; did you mean \"request\"?",
                "{request}{precedence} Ans | Ans               | s.yaml:11:12: no place {request}, where the principle's own words stand; add it",
                "Above all: {above}        | Yield.            | s.yaml:24:13: no place {above}, where the principles that come first stand; add it",
                "decides: false            | decides: true     | s.yaml:11:12: \"decides\" is true, but this asks for no <decision>…</decision>",
            })
    void parse_aFault_isNamedWithItsPlaceAndRemedy(String right, String wrong, String fault) {
        String yaml = builtIn("small").replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        assertThat(faults(yaml)).anySatisfy(named -> assertThat(named).startsWith(fault));
    }

    @Test
    void parse_severalFaults_areNamedAtOnceInTheFilesOrder() {
        String yaml = builtIn("small")
                .replace("id: small", "id: 7")
                .replace("system: You are a kind and honest assistant.", "system: \" \"")
                .replace("stop: [\"\\n\"]", "stop: \"\\n\"")
                .replace("  question: \"{request}\"", "  question: \"Which?\"")
                .replace("  thought:", "  thoughts:");

        List<String> faults = faults(yaml);

        assertThat(faults)
                .extracting(fault -> Integer.parseInt(fault.split(":")[1]))
                .isSorted();
        assertThat(faults)
                .hasSize(6)
                .anySatisfy(
                        fault -> assertThat(fault).contains("missing key \"thought\"; add it: how reasoning before"))
                .anySatisfy(fault -> assertThat(fault).contains("\"stop\" must be a list, is text"))
                .anySatisfy(fault -> assertThat(fault).contains("\"system\" is blank"))
                .anySatisfy(fault -> assertThat(fault).contains("unknown key \"thoughts\"; did you mean \"thought\"?"));
    }

    @Test
    void load_noFileOrNoShape_saysSo() throws Exception {
        assertThat(catchThrowableOfType(FaultyFileException.class, () -> PromptShape.load(folder.resolve("none.yaml")))
                        .getMessage())
                .contains("none.yaml");
        assertThat(faults("- a\n- b\n"))
                .singleElement()
                .asString()
                .contains("the file must be a set of keys, is a list");
        assertThat(faults("id: [")).isNotEmpty();
        assertThat(faults("")).isNotEmpty();
    }
}
