package dev.constitution.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.FailureKind;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Step;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.Polite;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConstitutionalChatModelTest {
    private static CritiqueRevision stage(ChatModel model) {
        return Polite.stage(model).build();
    }

    /** A model whose critic does as told. */
    private static AnsweringModel whoseCritic(Runnable does) {
        return new AnsweringModel(request -> {
            if (AnsweringModel.lastText(request).contains("<decision>")) {
                does.run();
            }
            return AnsweringModel.response("Close the door.");
        });
    }

    private static void sleep() {
        try {
            TimeUnit.SECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void chat_text_answersWithTheRevision() {
        ChatModel model =
                ConstitutionalChatModel.of(AnsweringModel.wanting("Please", "Close the door."), Polite.CONSTITUTION);

        assertThat(model.chat("How do I ask for a closed door?")).isEqualTo("Please. Close the door.");
    }

    @Test
    void chat_revised_carriesWhatWasDoneAndWhatAllOfItTook() {
        ChatModel model =
                ConstitutionalChatModel.of(AnsweringModel.wanting("Please", "Close the door."), Polite.CONSTITUTION);

        ChatResponse response = model.chat(UserMessage.from("Ask for it."));

        assertThat(response).isInstanceOfSatisfying(ConstitutionalChatResponse.class, revised -> {
            assertThat(revised.outcome()).isInstanceOf(Outcome.Revised.class);
            assertThat(revised.outcome().steps()).extracting(Step::principle).containsExactly("please");
            assertThat(revised.outcome().initial().orElseThrow().text()).isEqualTo("Close the door.");
        });
        assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(33, 21));
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.modelName()).isEqualTo("answering-1");
    }

    @Test
    void chat_nothingToRevise_leavesTheMessageAsItCame() {
        AiMessage given = AiMessage.builder()
                .text("Please close the door.")
                .thinking("hm")
                .attributes(java.util.Map.of("signature", "s"))
                .build();
        AnsweringModel model =
                new AnsweringModel(request -> AnsweringModel.lastText(request).contains("<decision>")
                        ? AnsweringModel.response("Fine.\n<decision>keep</decision>")
                        : AnsweringModel.response(given));

        ChatResponse response =
                ConstitutionalChatModel.of(model, Polite.CONSTITUTION).chat(UserMessage.from("Ask for it."));

        assertThat(response.aiMessage()).isSameAs(given);
        assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(22, 14));
    }

    @Test
    void chat_thoughts_areKeptAndNeverCriticised() {
        AnsweringModel model = Polite.objecting(
                "<think>they want it closed</think>\n\nClose it.",
                "<think>softer</think><revision>Please close it.</revision>");

        ChatResponse response =
                ConstitutionalChatModel.of(model, Polite.CONSTITUTION).chat(UserMessage.from("Ask for it."));

        assertThat(response.aiMessage().text()).isEqualTo("Please close it.");
        assertThat(response.aiMessage().thinking()).isEqualTo("they want it closed");
        assertThat(model.requests().get(1).messages().get(1)).isEqualTo(AiMessage.from("Close it."));
    }

    @Test
    void chat_callOfATool_passesUntouched() {
        ChatResponse call = AnsweringModel.response(AiMessage.from(
                "I look it up.",
                List.of(ToolExecutionRequest.builder().id("1").name("door").build())));
        AnsweringModel model = new AnsweringModel(request -> call);

        assertThat(ConstitutionalChatModel.of(model, Polite.CONSTITUTION).chat(UserMessage.from("Is it closed?")))
                .isSameAs(call);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void chat_afterATool_tellsCriticAndReviserInWords() {
        AnsweringModel model = AnsweringModel.wanting("Please", "It is open.");
        ToolSpecification tool = ToolSpecification.builder().name("door").build();
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("1")
                .name("door")
                .arguments("{}")
                .build();
        List<dev.langchain4j.data.message.ChatMessage> conversation = List.of(
                SystemMessage.from("You know the door."),
                UserMessage.from("Is it closed?"),
                AiMessage.from(call),
                ToolExecutionResultMessage.from(call, "open"));

        ChatResponse response = ConstitutionalChatModel.of(model, Polite.CONSTITUTION)
                .chat(ChatRequest.builder()
                        .messages(conversation)
                        .toolSpecifications(tool)
                        .build());

        assertThat(response.aiMessage().text()).isEqualTo("Please. It is open.");
        assertThat(model.requests()).hasSize(3);
        assertThat(model.requests().get(0).messages()).isEqualTo(conversation);
        assertThat(model.requests().get(0).toolSpecifications()).containsExactly(tool);
        assertThat(model.requests().subList(1, 3)).allSatisfy(request -> {
            assertThat(request.messages())
                    .startsWith(
                            SystemMessage.from("You know the door."),
                            UserMessage.from("Is it closed?"),
                            AiMessage.from("[calls door with {}]"),
                            UserMessage.from("[door returned]\nopen"));
            assertThat(request.toolSpecifications()).isEmpty();
        });
    }

    @Test
    void chat_image_reachesCriticAndReviser() {
        AnsweringModel model = AnsweringModel.wanting("Please", "A door.");
        UserMessage asked = UserMessage.from(TextContent.from("What is it?"), ImageContent.from("aGk=", "image/png"));

        ConstitutionalChatModel.of(model, Polite.CONSTITUTION).chat(asked);

        assertThat(model.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.messages()).startsWith(asked));
    }

    @Test
    void chat_jsonAsked_revisesInThatForm() {
        AnsweringModel model = Polite.objecting("{\"answer\": \"Close it.\"}", "{\"answer\": \"Please close it.\"}");

        ChatResponse response = ConstitutionalChatModel.of(model, Polite.CONSTITUTION)
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("Ask for it."))
                        .responseFormat(ResponseFormat.JSON)
                        .build());

        assertThat(response.aiMessage().text()).isEqualTo("{\"answer\": \"Please close it.\"}");
        assertThat(model.requests())
                .extracting(ChatRequest::responseFormat)
                .containsExactly(ResponseFormat.JSON, null, ResponseFormat.JSON);
    }

    @Test
    void chat_jsonAskedAndTextCame_keepsTheJson() {
        AnsweringModel model = Polite.objecting("{\"answer\": \"Close it.\"}", "Please close it.");

        ChatResponse response = ConstitutionalChatModel.of(model, Polite.CONSTITUTION)
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("Ask for it."))
                        .responseFormat(ResponseFormat.JSON)
                        .build());

        assertThat(response.aiMessage().text()).isEqualTo("{\"answer\": \"Close it.\"}");
        assertThat(((ConstitutionalChatResponse) response).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED));
    }

    @Test
    void chat_failingCritic_answersOrRefusesAsThePolicySays() {
        AnsweringModel model = whoseCritic(() -> {
            throw new InternalServerException("down");
        });

        ChatResponse open = ConstitutionalChatModel.of(stage(model)).chat(UserMessage.from("Ask for it."));
        assertThat(open.aiMessage().text()).isEqualTo("Close the door.");
        assertThat(((ConstitutionalChatResponse) open).outcome()).isInstanceOf(Outcome.Failed.class);

        ChatModel closed = ConstitutionalChatModel.of(stage(model), RevisionPolicy.DEFAULT.onFailure(OnFailure.REFUSE));
        assertThatThrownBy(() -> closed.chat("Ask for it."))
                .isInstanceOfSatisfying(
                        UnrevisedAnswerException.class,
                        e -> assertThat(e.outcome().kind()).isEqualTo(FailureKind.UNAVAILABLE))
                .hasMessageContaining("the critic's call failed (unavailable): down")
                .hasRootCauseInstanceOf(InternalServerException.class);
    }

    @Test
    void chat_timeSpentDuringACall_givesItUpAndAnswersWithTheBestSoFar() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            ChatModel model = ConstitutionalChatModel.of(
                    stage(whoseCritic(ConstitutionalChatModelTest::sleep)),
                    RevisionPolicy.DEFAULT.within(Duration.ofMillis(50)).on(threads));

            ChatResponse response = model.chat(UserMessage.from("Ask for it."));

            assertThat(response.aiMessage().text()).isEqualTo("Close the door.");
            assertThat(((ConstitutionalChatResponse) response).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(FailureKind.TIMEOUT));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void chat_timeSpentBeforeAnyStep_isRefusedWhereThePolicySaysSo() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close the door.");
        ChatModel closed = ConstitutionalChatModel.of(
                stage(model), RevisionPolicy.DEFAULT.within(Duration.ofNanos(1)).onFailure(OnFailure.REFUSE));

        assertThatThrownBy(() -> closed.chat("Ask for it."))
                .isInstanceOfSatisfying(
                        UnrevisedAnswerException.class,
                        e -> assertThat(e.outcome().kind()).isEqualTo(FailureKind.TIMEOUT));
    }

    @Test
    void chat_timeSpentBeforeACall_makesNoneAndAnswersWithTheBestSoFar() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close the door.");

        String answer = ConstitutionalChatModel.of(stage(model), RevisionPolicy.DEFAULT.within(Duration.ofNanos(1)))
                .chat("Ask for it.");

        assertThat(answer).isEqualTo("Close the door.");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void chat_interrupted_endsWithTheFlagSet() {
        ChatModel model = ConstitutionalChatModel.of(stage(whoseCritic(() -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        })));

        assertThatThrownBy(() -> model.chat("Ask for it.")).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void listeners_ofWrappedAndWrapper_hearEachCallAndTheWhole() {
        List<String> wrapped = new ArrayList<>();
        List<String> whole = new ArrayList<>();

        ConstitutionalChatModel.of(AnsweringModel.wanting("Please", "Close it.", noting(wrapped)), Polite.CONSTITUTION)
                .withListeners(List.of(noting(whole)))
                .chat("Ask for it.");

        assertThat(wrapped)
                .hasSize(6)
                .startsWith("asked", "Close it.")
                .endsWith("asked", "<revision>\nPlease. Close it.\n</revision>");
        assertThat(whole).containsExactly("asked", "Please. Close it.");
    }

    private static ChatModelListener noting(List<String> heard) {
        return new ChatModelListener() {
            @Override
            public void onRequest(ChatModelRequestContext context) {
                heard.add("asked");
            }

            @Override
            public void onResponse(ChatModelResponseContext context) {
                heard.add(context.chatResponse().aiMessage().text());
            }
        };
    }

    @Test
    void capabilities_areTheWrappedModels() {
        ChatModel model =
                ConstitutionalChatModel.of(AnsweringModel.wanting("Please", "Close it."), Polite.CONSTITUTION);

        assertThat(model.supportedCapabilities()).containsExactly(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(model.provider()).isEqualTo(ModelProvider.OPEN_AI);
    }

    @Test
    void metadata_ofAProvidersOwnType_staysOfThatType() {
        AnsweringModel model = new AnsweringModel(request -> {
            return ChatResponse.builder()
                    .aiMessage(Polite.objecting(request, AiMessage.from("Now."), "<revision>Please.</revision>")
                            .aiMessage())
                    .metadata(new OwnMetadata(new OwnMetadata.Builder()
                            .note("mine")
                            .tokenUsage(new TokenUsage(2, 1))
                            .finishReason(FinishReason.STOP)))
                    .build();
        });

        ChatResponse response =
                ConstitutionalChatModel.of(model, Polite.CONSTITUTION).chat(UserMessage.from("Ask."));

        assertThat(response.metadata()).isInstanceOfSatisfying(OwnMetadata.class, own -> {
            assertThat(own.note).isEqualTo("mine");
            assertThat(own.tokenUsage()).isEqualTo(new TokenUsage(6, 3));
        });
    }

    /** A provider's metadata, as LangChain4j's providers extend them. */
    private static final class OwnMetadata extends ChatResponseMetadata {
        private final String note;

        OwnMetadata(Builder builder) {
            super(builder);
            this.note = builder.note;
        }

        @Override
        public Builder toBuilder() {
            return ((Builder) toBuilder(new Builder())).note(note);
        }

        static final class Builder extends ChatResponseMetadata.Builder<Builder> {
            private String note = "";

            Builder note(String value) {
                note = value;
                return this;
            }

            @Override
            public OwnMetadata build() {
                return new OwnMetadata(this);
            }
        }
    }
}
