package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.principles.Constitution.Precedence;
import dev.constitution.source.FaultyFileException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstitutionWriterTest {

    @Test
    void toYaml_fullConstitution_readsBackEqual() {
        Constitution constitution = new Constitution(
                "house-rules",
                "House rules: the short list",
                "1.10",
                "pt-BR",
                "CC-BY-4.0",
                "made up",
                Precedence.ORDERED,
                List.of(
                        new Principle(
                                "calm", "Calm", "Be calm.", "Where not?", "Calm it.", "Which is?", 0.25, List.of()),
                        new Principle("kind", "1e3", "yes", "null", "- a", "# b", 3, List.of("a b", "true"))),
                List.of(
                        new Exemplar(
                                List.of(Message.user("q"), Message.assistant("a"), Message.user("q2")),
                                "r",
                                "cr",
                                "two\nlines",
                                Decision.REVISE,
                                "rr",
                                "rev"),
                        new Exemplar(List.of(Message.user("q")), "r", "cr", "c", Decision.KEEP, "", "r")),
                List.of(
                        new ComparisonExemplar(
                                List.of(Message.user("q"), Message.assistant("a"), Message.user("q2")),
                                "one",
                                "two: 2",
                                Choice.B,
                                "(B), because"),
                        new ComparisonExemplar(List.of(Message.user("q")), "one", "two", Choice.A, "")));

        String yaml = Constitutions.toYaml(constitution);

        assertThat(Constitutions.parse(yaml, "x.yaml")).isEqualTo(constitution);
        assertThat(yaml).doesNotContain("revision_request: \"\"");
    }

    @Test
    void toYaml_constitutionFromCode_isPlainToRead() {
        Constitution constitution = Constitution.of("mine", List.of(Principle.of("calm", "Stay calm.")));

        assertThat(Constitutions.toYaml(constitution)).isEqualTo("""
                        id: mine
                        title: mine
                        version: "1"
                        language: en
                        licence: unstated
                        source: code
                        precedence: flat
                        principles:
                          - id: calm
                            title: calm
                            norm: Stay calm.
                            critique_request: "Say where your last response falls short of this principle: Stay calm."
                            revision_request: "Rewrite your last response so that it follows this principle: Stay calm."
                            comparison: "Which of these responses follows this principle better: Stay calm."
                        """);
    }

    @Test
    void toYaml_idWithSpace_saysWhatAFileAllows() {
        Constitution constitution = Constitution.of("My set", List.of(Principle.of("calm", "Stay calm.")));

        assertThatThrownBy(() -> Constitutions.toYaml(constitution))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("for example \"my-set\"");
    }

    @Test
    void toYaml_halfASurrogatePair_isRefused() {
        Constitution constitution = Constitution.of("mine", List.of(Principle.of("calm", "Stay \ud800 calm.")));

        assertThatThrownBy(() -> Constitutions.toYaml(constitution))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n",
                "\n\nx\n\n",
                " x",
                "x ",
                "\tx\t",
                "x\r\ny",
                "a\u0085b\u2028c",
                "\uFEFFx",
                "a\u0000b\u001b[31m",
                "~",
                "Null",
                "- x",
                "? x",
                "a: b",
                "a #b",
                "#b",
                "'x'",
                "\"x\"",
                "\\n",
                "{x}",
                "[x",
                "&x",
                "*x",
                "!x",
                "%x",
                "@x",
                "`x",
                "|",
                ">-",
                "---",
                "...",
                "--- x",
                "x\n---\ny",
                "0x1F",
                "1_000",
                ".inf",
                "2024-01-01",
                "12:30:45",
                "y",
                "No",
                "<<",
                "=",
                "a\n  b\n c",
                "  a\nb",
                "\n a",
                "a\n\n\n",
                "a \nb",
                "\ud83d\ude00",
                "e\u0301",
                "\u00a0x\u00a0",
                ": x",
                "x:",
                "\uffffx",
                "\udbff\udfffx"
            })
    void toYaml_awkwardText_readsBackToTheLetter(String text) {
        assertReadsBack(text);
    }

    static List<String> randomTexts() {
        Random random = new Random(20240607);
        String alphabet = "ab \n\t:-#'\"{}[],&*!|>%@`\\?~.0_\r\u0085\u00e9\u2029\u0007";
        return IntStream.range(0, 300)
                .mapToObj(i -> random.ints(1 + random.nextInt(12), 0, alphabet.length())
                        .mapToObj(alphabet::charAt)
                        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                        .toString())
                .filter(text -> text.chars().anyMatch(c -> c > ' ' && c < 0x7f))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("randomTexts")
    void toYaml_randomText_readsBackToTheLetter(String text) {
        assertReadsBack(text);
    }

    private static void assertReadsBack(String text) {
        Principle principle = new Principle("p", text, text, text, text, text, 1, List.of(text));
        Exemplar exemplar =
                new Exemplar(List.of(Message.user(text)), text, text, text, Decision.REVISE, text, text + "x");
        Constitution constitution = new Constitution(
                "c", text, text, "en", text, text, Precedence.FLAT, List.of(principle), List.of(exemplar), List.of());

        assertThat(Constitutions.parse(Constitutions.toYaml(constitution), "c.yaml"))
                .isEqualTo(constitution);
    }
}
