package dev.constitution.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.live.ConstitutionalGuardrail;
import dev.constitution.live.ConstitutionalStreamingChatModel;
import dev.constitution.live.OnFailure;
import dev.constitution.live.RevisionPolicy;
import dev.constitution.live.UnrevisedAnswerException;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.StreamedAnswer;
import dev.constitution.testing.StreamedModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ConstitutionObservationsTest {
    private static final Constitution POLITE =
            Constitution.of("polite", List.of(Principle.of("please", "Say please.")));

    private static final String ANSWER = "constitution.answer";
    private static final String REVISION = "constitution.revision";
    private static final List<String> WHOLE = List.of(
            ANSWER,
            ANSWER + " > chat: generator",
            ANSWER + " > " + REVISION,
            ANSWER + " > " + REVISION + " > chat: critic",
            ANSWER + " > " + REVISION + " > chat: reviser");

    @AutoClose
    private final Telemetry telemetry = new Telemetry();

    private final ConstitutionObservations observations = ConstitutionObservations.of(telemetry.registry);
    private final AnsweringModel polite = AnsweringModel.wanting("Please", "Close the door.");

    private static CritiqueRevision stage(ChatModel model, ConstitutionObservations listener) {
        return CritiqueRevision.builder()
                .constitution(POLITE)
                .model(model)
                .rounds(1)
                .listener(listener)
                .build();
    }

    private ChatModel wrapped(ChatModel model) {
        return observations.observed(ConstitutionalChatModel.of(stage(model, observations)));
    }

    private static AnsweringModel failingCritic(RuntimeException failure) {
        return new AnsweringModel(request -> {
            if (AnsweringModel.lastText(request).contains("<decision>")) {
                throw failure;
            }
            return AnsweringModel.response("Close the door.");
        });
    }

    @Test
    void chat_wrappedModel_hasItsCallsBelowTheAnswer() {
        assertThat(wrapped(polite).chat("Ask for it.")).isEqualTo("Please. Close the door.");

        assertThat(telemetry.tree()).containsExactlyElementsOf(WHOLE);
        SpanData critic = telemetry.span("chat", "critic");
        assertThat(critic.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(critic.getAttributes().asMap().entrySet())
                .extracting(entry -> entry.getKey().getKey() + "=" + entry.getValue())
                .contains(
                        "gen_ai.operation.name=chat",
                        "gen_ai.provider.name=openai",
                        "gen_ai.response.model=answering-1",
                        "gen_ai.response.finish_reasons=[\"stop\"]",
                        "gen_ai.usage.input_tokens=11",
                        "gen_ai.usage.output_tokens=7")
                .noneMatch(attribute -> attribute.startsWith("error.type"));
        SpanData whole = telemetry.span(ANSWER);
        assertThat(Telemetry.attribute(whole, Own.OUTCOME)).isEqualTo("revised");
        assertThat(Telemetry.attribute(whole, Own.INPUT_TOKENS)).isEqualTo("33");
        assertThat(telemetry.span(REVISION).getEvents())
                .extracting(event -> event.getName())
                .containsExactly("please: revise, revised");
    }

    @Test
    void chat_modelThatIsObservedByItself_isCountedOnce() {
        wrapped(observations.observed(polite)).chat("Ask for it.");

        assertThat(telemetry.tree()).containsExactlyElementsOf(WHOLE);
    }

    @Test
    void chat_withListeners_tellsThemTheWhole() {
        List<String> heard = new ArrayList<>();
        ChatModel model = observations.observed(ConstitutionalChatModel.of(stage(polite, observations))
                .withListeners(List.of(new ChatModelListener() {
                    @Override
                    public void onResponse(ChatModelResponseContext context) {
                        heard.add(context.chatResponse().aiMessage().text());
                    }
                })));

        model.chat("Ask for it.");

        assertThat(heard).containsExactly("Please. Close the door.");
        assertThat(telemetry.tree()).containsExactlyElementsOf(WHOLE);
    }

    @Test
    void chat_requestOfAModel_namesItInItsSpan() {
        observations
                .observed(polite)
                .chat(ChatRequest.builder()
                        .messages(List.of(dev.langchain4j.data.message.UserMessage.from("Ask for it.")))
                        .modelName("polite-2")
                        .temperature(0.5)
                        .build());

        SpanData span = telemetry.span("chat polite-2");
        assertThat(Telemetry.attribute(span, "gen_ai.request.model")).isEqualTo("polite-2");
        assertThat(Telemetry.attribute(span, "gen_ai.request.temperature")).isEqualTo("0.5");
    }

    @Test
    void chat_streamingTwin_hasItsCallsBelowTheAnswerAcrossThreads() throws Exception {
        StreamingChatModel streamed = new StreamedModel(polite);
        StreamingChatModel model = observations.observed(ConstitutionalStreamingChatModel.of(
                observations.observed(streamed),
                stage(ConstitutionalStreamingChatModel.awaited(streamed), observations),
                RevisionPolicy.DEFAULT));

        assertThat(StreamedAnswer.of(model, "Ask for it.").aiMessage().text()).isEqualTo("Please. Close the door.");

        assertThat(telemetry.tree()).containsExactlyElementsOf(WHOLE);
        assertThat(Telemetry.attribute(telemetry.span("chat", "generator"), "gen_ai.request.stream"))
                .isEqualTo("true");
        assertThat(telemetry.registry.getCurrentObservation()).isNull();
    }

    @Test
    void chat_failingStream_endsBothWithTheError() {
        StreamingChatModel streamed = new StreamedModel(new AnsweringModel(request -> {
            throw new RateLimitException("slow down");
        }));
        StreamingChatModel model = observations.observed(ConstitutionalStreamingChatModel.of(
                observations.observed(streamed), stage(polite, observations), RevisionPolicy.DEFAULT));

        assertThatThrownBy(() -> StreamedAnswer.of(model, "Ask for it.")).isInstanceOf(ExecutionException.class);

        assertThat(telemetry.spans())
                .hasSize(2)
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .allMatch(span -> "rate_limited".equals(Telemetry.attribute(span, "error.type")));
    }

    @Test
    void chat_manyAtOnce_keepsTheAnswersApart() {
        ChatModel model = wrapped(polite);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture.allOf(IntStream.range(0, 40)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> model.chat("Ask " + i), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }

        Map<String, List<SpanData>> traces =
                telemetry.spans().stream().collect(Collectors.groupingBy(SpanData::getTraceId));
        assertThat(traces).hasSize(40);
        assertThat(traces.values())
                .allSatisfy(trace -> assertThat(Telemetry.tree(trace)).containsExactlyElementsOf(WHOLE));
    }

    @Test
    void chat_callsOnAnExecutor_areMadeWithinTheirSpans() {
        List<String> within = Collections.synchronizedList(new ArrayList<>());
        AnsweringModel model = new AnsweringModel(request -> {
            within.add(Span.current().getSpanContext().getSpanId());
            return AnsweringModel.response(
                    AnsweringModel.lastText(request).contains("<decision>") ? "<decision>keep</decision>" : "Hello.");
        });
        ExecutorService calls = Executors.newSingleThreadExecutor();
        try {
            observations
                    .observed(ConstitutionalChatModel.of(stage(model, observations), RevisionPolicy.DEFAULT.on(calls)))
                    .chat("Ask for it.");
        } finally {
            calls.shutdownNow();
        }

        assertThat(within)
                .containsExactly(
                        telemetry.span("chat", "generator").getSpanId(),
                        telemetry.span("chat", "critic").getSpanId());
    }

    @Test
    void chat_failingCritic_isRecordedByKindAndNotInTheProvidersWords() {
        wrapped(failingCritic(new RateLimitException("Close the door: slow down")))
                .chat("Ask for it.");

        SpanData critic = telemetry.span("chat", "critic");
        assertThat(critic.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(Telemetry.attribute(critic, "error.type")).isEqualTo("rate_limited");
        assertThat(Telemetry.attribute(telemetry.span(ANSWER), Own.OUTCOME)).isEqualTo("failed");
        assertThat(telemetry.span(ANSWER).getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        assertThat(telemetry.everything())
                .contains("rate_limited (dev.langchain4j.exception.RateLimitException)")
                .doesNotContain("slow down");
        assertThat(telemetry.meters.scrape())
                .contains("constitution_failures_total{constitution_failure_kind=\"rate_limited\","
                        + "constitution_role=\"critic\"} 1.0");
    }

    @Test
    void chat_refusedAnswer_endsTheAnswerWithTheError() {
        AnsweringModel model = failingCritic(new RateLimitException("slow down"));
        ChatModel refusing = observations.observed(ConstitutionalChatModel.of(
                stage(model, observations), RevisionPolicy.DEFAULT.onFailure(OnFailure.REFUSE)));

        assertThatThrownBy(() -> refusing.chat("Ask for it.")).isInstanceOf(UnrevisedAnswerException.class);

        assertThat(Telemetry.attribute(telemetry.span(ANSWER), "error.type")).isEqualTo("rate_limited");
        assertThat(telemetry.meters.scrape())
                .contains("constitution_answer_duration_seconds_count{constitution_outcome=\"broken_off\"} 1");
    }

    @Test
    void chat_callOfATool_isUntouched() {
        ChatResponse call = AnsweringModel.response(AiMessage.from(
                ToolExecutionRequest.builder().id("1").name("door").build()));

        wrapped(new AnsweringModel(request -> call)).chat("Ask for it.");

        assertThat(telemetry.tree()).containsExactly(ANSWER, ANSWER + " > chat: generator");
        assertThat(Telemetry.attribute(telemetry.span(ANSWER), Own.OUTCOME)).isEqualTo("untouched");
    }

    @Test
    void revise_alone_hasItsCallsBelowTheRevision() throws InterruptedException {
        stage(polite, observations).revise("Ask for it.", "Close the door.");

        assertThat(telemetry.tree())
                .containsExactly(REVISION, REVISION + " > chat: critic", REVISION + " > chat: reviser");
    }

    @Test
    void revise_interruptedModel_isRecordedAsThat() {
        AnsweringModel model = new AnsweringModel(request -> {
            throw new IllegalStateException(new InterruptedException());
        });

        assertThatThrownBy(() -> stage(model, observations).revise("Ask for it.", "Close the door."))
                .isInstanceOf(InterruptedException.class);

        assertThat(telemetry.spans())
                .hasSize(2)
                .allMatch(span -> "interrupted".equals(Telemetry.attribute(span, "error.type")));
    }

    interface Assistant {
        String answer(String question);
    }

    @Test
    void guardrail_ofAnAiService_hasItsCallsBelowTheRevision() {
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(polite)
                .outputGuardrails(ConstitutionalGuardrail.of(stage(polite, observations), RevisionPolicy.DEFAULT))
                .build();

        assertThat(assistant.answer("Ask for it.")).isEqualTo("Please. Close the door.");

        assertThat(telemetry.tree())
                .containsExactly(REVISION, REVISION + " > chat: critic", REVISION + " > chat: reviser");
    }

    @Test
    void content_byDefault_isNowhere() {
        wrapped(polite).chat("Ask for it.");
        wrapped(failingCritic(new IllegalStateException("Close the door."))).chat("Ask for it.");

        assertThat(telemetry.everything())
                .doesNotContain("Ask for it", "door", "Please.", "It lacks a word", "Say please", "messages");
    }

    @Test
    void content_switchedOn_isInTheConventionsForm() throws Exception {
        ConstitutionObservations telling = observations.withContent();
        telling.observed(ConstitutionalChatModel.of(stage(polite, telling))).chat("Ask for it.");

        JsonNode asked = messages(telemetry.span(ANSWER), "gen_ai.input.messages");
        assertThat(asked).hasSize(1);
        assertThat(asked.at("/0/role").asText()).isEqualTo("user");
        assertThat(asked.at("/0/parts/0/type").asText()).isEqualTo("text");
        assertThat(asked.at("/0/parts/0/content").asText()).isEqualTo("Ask for it.");
        JsonNode said = messages(telemetry.span(ANSWER), "gen_ai.output.messages");
        assertThat(said.at("/0/parts/0/content").asText()).isEqualTo("Please. Close the door.");
        assertThat(said.at("/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(messages(telemetry.span("chat", "critic"), "gen_ai.output.messages")
                        .at("/0/parts/0/content")
                        .asText())
                .startsWith("It lacks a word.");
        assertThat(telemetry.meters.scrape()).doesNotContain("door");
    }

    private static JsonNode messages(SpanData span, String attribute) throws Exception {
        return new ObjectMapper().readTree(Telemetry.attribute(span, attribute));
    }

    @Test
    void meters_ofAnswers_countWhatThePrinciplesCameTo() {
        ChatModel model = wrapped(polite);
        model.chat("Ask for it.");
        model.chat("Ask for it again.");
        wrapped(AnsweringModel.wanting("Please", "Please do.")).chat("Ask for it.");
        wrapped(failingCritic(new RateLimitException("slow down"))).chat("Ask for it.");

        String scraped = telemetry.meters.scrape();
        assertThat(scraped)
                .contains(
                        "constitution_critiques_total{constitution_decision=\"revise\",constitution_principle=\"please\"} 2.0",
                        "constitution_critiques_total{constitution_decision=\"keep\",constitution_principle=\"please\"} 1.0",
                        "constitution_revisions_total{constitution_principle=\"please\",constitution_reading=\"revised\"} 2.0",
                        "constitution_answer_duration_seconds_count{constitution_outcome=\"revised\"} 2",
                        "constitution_answer_duration_seconds_count{constitution_outcome=\"no_revision_needed\"} 1",
                        "constitution_revision_duration_seconds_count{constitution_outcome=\"failed\"} 1",
                        "constitution_rounds_count 4");
        assertThat(scraped.lines())
                .anyMatch(line -> line.startsWith("gen_ai_client_operation_duration_seconds_count{")
                        && line.contains("constitution_role=\"critic\"")
                        && line.contains("error_type=\"none\"")
                        && line.endsWith(" 3"))
                .anyMatch(line -> line.startsWith("gen_ai_client_operation_duration_seconds_count{")
                        && line.contains("error_type=\"rate_limited\""))
                .anyMatch(line -> line.startsWith("gen_ai_client_operation_duration_seconds_bucket{")
                        && line.contains("le=\"81.92\""))
                .anyMatch(line -> line.startsWith("gen_ai_client_token_usage_sum{")
                        && line.contains("constitution_role=\"critic\"")
                        && line.contains("gen_ai_token_type=\"input\"")
                        && line.endsWith(" 33.0"));
    }
}
