package dev.constitution.examples.service;

import static dev.constitution.examples.service.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.testing.AnsweringModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The service over HTTP, with a model that objects to every answer without a "Please". */
class AnswerServiceTest {
    private static final AtomicBoolean FAILS = new AtomicBoolean();
    private static TestService service;

    @BeforeAll
    static void start() {
        AnsweringModel polite = AnsweringModel.wanting("Please", "Close the door.");
        service = new TestService(new AnsweringModel(request -> {
            if (FAILS.get()) {
                throw new IllegalStateException("the key sk-1 is not known");
            }
            return polite.chat(request);
        }));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> whileTheModelFails(String path) throws IOException, InterruptedException {
        FAILS.set(true);
        try {
            return service.post(path, "{\"question\":\"Ask for it.\"}");
        } finally {
            FAILS.set(false);
        }
    }

    @Test
    void answers_question_isAnsweredUnderTheConstitution() throws Exception {
        HttpResponse<String> response = service.post("answers", "{\"question\":\"Ask for it.\"}");

        JsonNode answer = json(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.at("/answer").asString()).isEqualTo("Please. Close the door.");
        assertThat(answer.at("/first").asString()).isEqualTo("Close the door.");
        assertThat(answer.at("/revised").asBoolean()).isTrue();
        assertThat(answer.at("/failure").isNull()).isTrue();
        JsonNode step = answer.at("/steps/0");
        assertThat(step.at("/title").asString()).isIn("Helpful", "Honest", "Harmless");
        assertThat(step.at("/critique").asString()).isEqualTo("It lacks a word.");
        assertThat(step.at("/decision").asString()).isEqualTo("revise");
        assertThat(step.at("/revision").asString()).isEqualTo("Please. Close the door.");
    }

    @Test
    void stream_question_tellsTheStepBeforeTheAnswer() throws Exception {
        HttpResponse<String> response = service.post("answers/stream", "{\"question\":\"Ask for it.\"}");

        List<String> lines = response.body().lines().toList();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(lines).filteredOn(line -> line.startsWith("event:")).containsExactly("event:step", "event:answer");
        List<JsonNode> data = lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> json(line.substring("data:".length())))
                .toList();
        assertThat(data.get(0).at("/critique").asString()).isEqualTo("It lacks a word.");
        assertThat(data.get(1).at("/steps/0")).isEqualTo(data.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"question\":null}", "{\"question\":\" \\n\"}"})
    void answers_noQuestion_saysWhatIsMissing(String body) throws Exception {
        for (String path : List.of("answers", "answers/stream")) {
            HttpResponse<String> response = service.post(path, body);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response.body()).at("/detail").asString()).contains("\"question\" is missing or blank");
        }
    }

    @Test
    void answers_longQuestion_isRefused() throws Exception {
        HttpResponse<String> response = service.post("answers", "{\"question\":\"%s\"}".formatted("a".repeat(4001)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/detail").asString()).contains("4001 characters; shorten it to 4000");
    }

    @Test
    void answers_modelFails_saysSoAndNothingOfTheCause() throws Exception {
        HttpResponse<String> response = whileTheModelFails("answers");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response.body()).at("/detail").asString()).contains("the model gave no answer");
        assertThat(response.body()).doesNotContain("sk-1");
    }

    @Test
    void stream_modelFails_isAnEvent() throws Exception {
        assertThat(whileTheModelFails("answers/stream").body())
                .contains("event:failure", "the model gave no answer")
                .doesNotContain("sk-1", "event:answer");
    }

    @Test
    void constitution_asked_listsItsPrinciples() throws Exception {
        JsonNode rules = json(service.get("constitution").body());

        assertThat(rules.at("/title").asString()).isEqualTo("Helpful, honest, harmless");
        assertThat(rules.at("/principles"))
                .hasSize(3)
                .allSatisfy(rule -> assertThat(rule.at("/norm").asString()).startsWith("A good response "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page.js", "constitution", "no-such-page"})
    void anyAnswer_ofTheService_hasThePolicy(String path) throws Exception {
        HttpResponse<String> response = service.get(path);

        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
}
