package dev.constitution.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.StoredOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedTextsTest {
    private static final String TEXT =
            "It says \"no\" \\ twice:\n\t<b>grüß dich</b> & \ud83d\ude00 a/b \u001b[0m, at length.";

    /** How servers write an answer. */
    private enum Server {
        PLAIN(text -> body(Json.MAPPER, text)),
        ASCII(text -> body(
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build(), text)),
        LOWER_CASE_ASCII(text -> ASCII.body.apply(text).replace("\\uD83D\\uDE00", "\\ud83d\\ude00")),
        SLASHES(text -> PLAIN.body.apply(text).replace("/", "\\/")),
        LIKE_GO(text -> PLAIN.body
                .apply(text)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026"));

        private final UnaryOperator<String> body;

        Server(UnaryOperator<String> body) {
            this.body = body;
        }

        private static String body(ObjectMapper mapper, String text) {
            try {
                return mapper.writeValueAsString(
                        Map.of("id", "chatcmpl-0123456789012345678901234567890", "message", Map.of("content", text)));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private static StoredOutcome outcome(Object json) {
        return OutcomeJson.read(Json.line(json));
    }

    private static Map<String, Object> reply(String text) {
        return Map.of("call", "revise/1", "text", text, "finish", "stop");
    }

    private static String column(StoredOutcome outcome, List<String> answers) {
        SharedTexts texts = new SharedTexts(outcome);
        SortedMap<Integer, String> byCall = new TreeMap<>();
        answers.forEach(answer -> byCall.put(byCall.size(), answer));
        texts.find(byCall);
        return texts.column();
    }

    private static void requireSame(StoredOutcome outcome, String column, List<String> answers) {
        assertThat(SharedTexts.read(column, answers::get)).isEqualTo(new SharedTexts.Read(outcome, true));
    }

    @ParameterizedTest
    @EnumSource
    void column_textOfAnAnswer_isLeftToTheCallHoweverItsServerEscapes(Server server) {
        StoredOutcome outcome = outcome(Map.of("initial", reply(TEXT), "chosen", TEXT));
        List<String> answers =
                List.of(server.body.apply("Another one that is as long as that."), server.body.apply(TEXT));

        String column = column(outcome, answers);

        assertThat(column).matches("\\d+\\[1:\\d+:\\d+]\\{F:\\{G:\"revise/1\",H:\"@0\",I:\"stop\"},W:\"@0\"}");
        requireSame(outcome, column, answers);
    }

    @ParameterizedTest
    @EnumSource
    void column_textWithThoughtsAndBlanksAroundIt_isAPartOfTheAnswer(Server server) {
        String thoughts = "\u00e9 <i>Should</i> I say it? I think & hope: I should, \ud83d\ude00 a/b.";
        StoredOutcome outcome = outcome(Map.of("chosen", TEXT, "message", thoughts));
        List<String> answers = List.of(server.body.apply("<think>\n" + thoughts + "\n</think>\n\n" + TEXT + " \n"));

        String column = column(outcome, answers);

        assertThat(column).matches("\\d+\\[0:\\d+:\\d+,0:\\d+:\\d+]\\{.*").doesNotContain("hope", "twice");
        requireSame(outcome, column, answers);
    }

    @Test
    void column_textOfNoAnswer_standsThereOnce() {
        StoredOutcome outcome = outcome(Map.of(
                "chosen",
                TEXT,
                "metadata",
                Map.of("a name, with \"blanks\" in it", TEXT, "A", 1.5, "\"", List.of(TEXT))));

        String column = column(outcome, List.of("no JSON \"\\", "data: {\"content\":\"It says \\"));

        assertThat(column.split("twice", -1)).hasSize(2);
        requireSame(outcome, column, List.of());
    }

    @Test
    void column_promptThatTheModelRepeats_isTheOutcomesOwn() {
        StoredOutcome outcome = outcome(Map.of("prompt", List.of(Map.of("role", "user", "content", TEXT))));

        assertThat(column(outcome, List.of(Server.PLAIN.body.apply(TEXT)))).contains("twice");
    }

    @Test
    void column_shortTexts_stayInTheirPlaces() {
        StoredOutcome outcome = outcome(Map.of("chosen", "@0 [\"{", "rejected", "\ud800", "id", "p1"));

        assertThat(column(outcome, List.of())).contains("{A:\"p1\",W:\"@0\",X:\"\\ud800\"}");
        requireSame(outcome, column(outcome, List.of()), List.of());
    }

    @Test
    void read_callIsLost_tellsItAndKeepsTheTextsLength() {
        StoredOutcome outcome = outcome(Map.of("chosen", TEXT.substring(30)));
        String column = column(outcome, List.of(Server.PLAIN.body.apply(TEXT.substring(30))));

        SharedTexts.Read read = SharedTexts.read(column, call -> null);

        assertThat(read.isWhole()).isFalse();
        assertThat(read.outcome().chosen().orElseThrow()).matches("\ufffd{32,99}");
        assertThat(SharedTexts.read(column, call -> "short").isWhole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"twice,twide", "\\n,\\q", "\\n,\\\"", "It says,It say"})
    void read_answerIsAnotherOne_tellsIt(String was, String is) {
        StoredOutcome outcome = outcome(Map.of("chosen", TEXT));
        String answer = Server.PLAIN.body.apply(TEXT);
        String column = column(outcome, List.of(answer));

        assertThat(answer).contains(was);
        assertThat(SharedTexts.read(column, call -> answer.replace(was, is)).isWhole())
                .isFalse();
    }

    /** Texts of any characters, whole or in parts, in any order, from any server. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void read_anyOutcome_isWhatWasWritten(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> texts = new ArrayList<>();
            List<String> answers = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String text = text(random);
                texts.add(random.nextBoolean() ? text : text.strip());
                Server server = Server.values()[random.nextInt(Server.values().length)];
                if (random.nextInt(4) > 0) {
                    answers.add(server.body.apply(text(random) + text));
                }
            }
            UnaryOperator<String> any = name -> texts.get(random.nextInt(texts.size()));
            StoredOutcome outcome = outcome(Map.of(
                    "id", any.apply(""),
                    "metadata", Map.of("a \"name\"", List.of(any.apply(""), round)),
                    "answers", List.of(reply(any.apply("")), reply(any.apply(""))),
                    "reason", any.apply("")));

            requireSame(outcome, column(outcome, answers), answers);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String characters = "aeiou nrst\n\t\"\\/<>&{}[]:,@0123\u0001\u007f\u00e4\u2028\ud83d\ude00";
        for (int i = random.nextInt(90); i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
