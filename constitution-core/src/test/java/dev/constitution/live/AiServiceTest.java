package dev.constitution.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.stage.CritiqueRevision;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.Polite;
import dev.constitution.testing.StreamedModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailException;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.TokenStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The wrapped model and the guardrail in AI services of LangChain4j's own. */
class AiServiceTest {
    interface Assistant {
        Result<String> answer(String question);
    }

    interface Streaming {
        TokenStream answer(String question);
    }

    record Request(String answer) {}

    interface Structured {
        Request answer(String question);
    }

    static final class Door {
        @Tool("whether the door is open")
        String door() {
            return "open";
        }
    }

    /** An output guardrail of somebody else's. */
    private static OutputGuardrail other(java.util.function.Function<String, OutputGuardrailResult> rule) {
        return new OutputGuardrail() {
            @Override
            public OutputGuardrailResult validate(AiMessage answer) {
                return rule.apply(answer.text());
            }
        };
    }

    private static CritiqueRevision stage(ChatModel model) {
        return Polite.stage(model).build();
    }

    private static ConstitutionalGuardrail guardrail(ChatModel model) {
        return ConstitutionalGuardrail.of(stage(model), RevisionPolicy.DEFAULT);
    }

    private static Assistant assistant(ChatModel model, @Nullable ChatMemory memory, OutputGuardrail... guardrails) {
        AiServices<Assistant> services =
                AiServices.builder(Assistant.class).chatModel(model).outputGuardrails(guardrails);
        return (memory == null ? services : services.chatMemory(memory)).build();
    }

    @Test
    void model_withMemoryAndTools_revisesFinalAnswersOnly() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("1")
                .name("door")
                .arguments("{}")
                .build();
        AnsweringModel model = new AnsweringModel(request -> {
            ChatMessage last = request.messages().get(request.messages().size() - 1);
            if (last instanceof ToolExecutionResultMessage result) {
                return AnsweringModel.response("It is " + result.text() + ".");
            }
            return Polite.objecting(request, AiMessage.from(call), "<revision>It is open, please come in.</revision>");
        });
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(ConstitutionalChatModel.of(model, Polite.CONSTITUTION))
                .chatMemory(memory)
                .tools(new Door())
                .build();

        Result<String> result = assistant.answer("Is the door open?");

        assertThat(result.content()).isEqualTo("It is open, please come in.");
        assertThat(result.finalResponse()).isInstanceOf(ConstitutionalChatResponse.class);
        assertThat(result.tokenUsage().totalTokenCount()).isEqualTo(4 * 18);
        assertThat(memory.messages())
                .hasSize(4)
                .startsWith(UserMessage.from("Is the door open?"), AiMessage.from(call))
                .endsWith(AiMessage.from("It is open, please come in."));
    }

    @Test
    void model_recordAsked_keepsTheSchemaAndRevisesTheJson() {
        AnsweringModel model = Polite.objecting("{\"answer\": \"Close it.\"}", "{\"answer\": \"Please close it.\"}");

        Request request = AiServices.create(Structured.class, ConstitutionalChatModel.of(model, Polite.CONSTITUTION))
                .answer("Ask for a closed door.");

        assertThat(request.answer()).isEqualTo("Please close it.");
        assertThat(model.requests().get(0).responseFormat().jsonSchema()).isNotNull();
        assertThat(model.requests().get(0).messages()).containsExactly(UserMessage.from("Ask for a closed door."));
    }

    @Test
    void guardrail_withoutMemory_rewritesByItsOwnCalls() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close it.");

        Result<String> result = assistant(model, null, guardrail(model)).answer("Ask for it.");

        assertThat(result.content()).isEqualTo("Please. Close it.");
        assertThat(model.requests()).hasSize(3);
        assertThat(model.requests().get(1).messages())
                .startsWith(UserMessage.from("Ask for it."), AiMessage.from("Close it."));
    }

    @Test
    void guardrail_withMemory_seesTheConversation() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close it.");
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        memory.add(SystemMessage.from("Be brief."));
        memory.add(UserMessage.from("Hello"));
        memory.add(AiMessage.from("Please come in."));

        Result<String> result = assistant(model, memory, guardrail(model)).answer("Ask for it.");

        assertThat(result.content()).isEqualTo("Please. Close it.");
        assertThat(model.requests().get(1).messages())
                .startsWith(
                        SystemMessage.from("Be brief."),
                        UserMessage.from("Hello"),
                        AiMessage.from("Please come in."),
                        UserMessage.from("Ask for it."),
                        AiMessage.from("Close it."));
    }

    @Test
    void guardrail_behindOthers_worksOnWhatTheyMadeOfTheAnswer() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close it.");
        OutputGuardrail louder = other(text -> OutputGuardrailResult.successWith(text + " Now!"));
        OutputGuardrail passing = other(text -> OutputGuardrailResult.success());

        assertThat(assistant(model, null, louder, guardrail(model))
                        .answer("Ask for it.")
                        .content())
                .isEqualTo("Please. Close it. Now!");
        assertThat(assistant(model, null, passing, guardrail(model))
                        .answer("Ask for it.")
                        .content())
                .isEqualTo("Please. Close it.");
    }

    @Test
    void guardrail_nothingToRevise_leavesWhatOthersMade() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Please close it.");
        OutputGuardrail louder = other(text -> OutputGuardrailResult.successWith(text + " Now!"));

        assertThat(assistant(model, null, louder, guardrail(model))
                        .answer("Ask for it.")
                        .content())
                .isEqualTo("Please close it. Now!");
    }

    @Test
    void guardrail_followedByOthers_keepsItsRewriting() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close it.");
        OutputGuardrail passing = other(text -> OutputGuardrailResult.success());
        OutputGuardrail louder = other(text -> OutputGuardrailResult.successWith(text + " Now!"));
        OutputGuardrail strict = new OutputGuardrail() {
            @Override
            public OutputGuardrailResult validate(AiMessage answer) {
                return failure("no: " + answer.text());
            }
        };

        assertThat(assistant(model, null, guardrail(model).followedBy(passing, louder, passing))
                        .answer("Ask for it.")
                        .content())
                .isEqualTo("Please. Close it. Now!");
        Assistant refused = assistant(model, null, guardrail(model).followedBy(strict));
        assertThatThrownBy(() -> refused.answer("Ask for it."))
                .isInstanceOf(OutputGuardrailException.class)
                .hasMessageContaining("no: Please. Close it.");
    }

    @Test
    void guardrail_answerWithoutText_refusesWithAReason() {
        AnsweringModel model = new AnsweringModel(request ->
                AnsweringModel.response(AiMessage.builder().thinking("hm").build()));

        Assistant assistant = assistant(model, null, guardrail(model));

        assertThatThrownBy(() -> assistant.answer("Ask for it."))
                .hasMessageContaining("the model answered without text");
    }

    @Test
    void guardrail_failingCritic_refusesWhereThePolicySays() {
        AnsweringModel model = new AnsweringModel(request -> {
            if (AnsweringModel.lastText(request).contains("<decision>")) {
                throw new InternalServerException("down");
            }
            return AnsweringModel.response("Close it.");
        });
        Assistant closed = assistant(
                model,
                null,
                ConstitutionalGuardrail.of(stage(model), RevisionPolicy.DEFAULT.onFailure(OnFailure.REFUSE)));

        assertThat(assistant(model, null, guardrail(model))
                        .answer("Ask for it.")
                        .content())
                .isEqualTo("Close it.");
        assertThatThrownBy(() -> closed.answer("Ask for it.")).hasMessageContaining("the critic's call failed");
        assertThat(model.requests()).hasSize(4);
    }

    @Test
    void streaming_model_streamsTheRevision() throws Exception {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close it.");
        StringBuilder pieces = new StringBuilder();
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

        AiServices.builder(Streaming.class)
                .streamingChatModel(ConstitutionalStreamingChatModel.of(
                        new StreamedModel(model), stage(model), RevisionPolicy.DEFAULT))
                .build()
                .answer("Ask for it.")
                .onPartialResponse(pieces::append)
                .onCompleteResponse(answer::complete)
                .onError(answer::completeExceptionally)
                .start();

        assertThat(answer.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Please. Close it.");
        assertThat(pieces).hasToString("Please. Close it.");
    }

    @Test
    void streaming_guardrail_rewritesTheCompleteAnswer() throws Exception {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close it.");
        StringBuilder pieces = new StringBuilder();
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

        AiServices.builder(Streaming.class)
                .streamingChatModel(new StreamedModel(model))
                .outputGuardrails(guardrail(model))
                .build()
                .answer("Ask for it.")
                .onPartialResponse(pieces::append)
                .onCompleteResponse(answer::complete)
                .onError(answer::completeExceptionally)
                .start();

        assertThat(answer.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Please. Close it.");
        // As the guardrail's documentation says: LangChain4j replays the pieces of the first answer.
        assertThat(pieces).hasToString("Close it.");
    }
}
