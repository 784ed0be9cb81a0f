package dev.constitution.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the model calls of one row and reads what came back: a reply, a failure of a kind, or an interrupt. */
public final class StageCalls {
    private static final int LONGEST_MESSAGE = 1000;

    private final String promptId;
    private final long seed;
    private final ModelCaller caller;

    public StageCalls(String promptId, long seed, ModelCaller caller) {
        this.promptId = promptId;
        this.seed = seed;
        this.caller = caller;
    }

    /** Asks for text that may stand in a pair: it must be whole. */
    public Reply answer(ModelRole role, String step, ChatModel model, List<Message> messages, Sampling sampling)
            throws InterruptedException, CallFailedException {
        return answer(role, step, model, messages, List.of(), sampling);
    }

    /**
     * The same of a model that may call tools; that it does so is a failure of the kind {@link FailureKind#TOOL_CALL}, since
     * nobody is there to do what it asks for.
     */
    public Reply answer(
            ModelRole role, String step, ChatModel model, List<Message> messages, List<Tool> tools, Sampling sampling)
            throws InterruptedException, CallFailedException {
        Reply reply = reply(role, step, model, messages, tools, sampling);
        if (reply.finishedBy(FinishReason.LENGTH)) {
            throw new CallFailedException(
                    FailureKind.TRUNCATED,
                    role,
                    "the answer was cut off at the token limit"
                            + sampling.maxTokens().map(n -> " of " + n).orElse("") + "; raise the limit");
        }
        Optional<String> fault = UndecodedText.fault(reply.text(), messages);
        if (fault.isPresent()) {
            throw new CallFailedException(FailureKind.MALFORMED, role, fault.get());
        }
        return reply;
    }

    /** Asks for text that is only read on the way, and is of use even when cut off. */
    public Reply remark(ModelRole role, String step, ChatModel model, List<Message> messages, Sampling sampling)
            throws InterruptedException, CallFailedException {
        return reply(role, step, model, messages, List.of(), sampling);
    }

    private Reply reply(
            ModelRole role, String step, ChatModel model, List<Message> messages, List<Tool> tools, Sampling sampling)
            throws InterruptedException, CallFailedException {
        SamplingParameters.Builder parameters = sampling.toBuilder(seed(step));
        if (!tools.isEmpty()) {
            parameters.toolSpecifications(
                    tools.stream().map(Tool::specification).toList());
        }
        ChatResponse response = response(role, step, model, messages, parameters.build());
        AnswerText answer = AnswerText.of(response.aiMessage(), messages);
        if (answer.text().isBlank()) {
            boolean callsTool =
                    answer.fault().filter(AnswerText.Fault.TOOL_CALL::equals).isPresent();
            throw callsTool && !tools.isEmpty()
                    ? toolCall(role, response.aiMessage())
                    : noAnswer(role, response, answer, sampling);
        }
        return Reply.of(step, response, answer);
    }

    private static CallFailedException toolCall(ModelRole role, AiMessage answer) {
        String calls =
                answer.toolExecutionRequests().stream().map(ToolWords::of).collect(Collectors.joining(" "));
        String said = "the model calls a tool in place of an answer"
                + (calls.isEmpty() ? "" : ": " + calls)
                + "; give the tool's result as the prompt's last turn";
        return new CallFailedException(FailureKind.TOOL_CALL, role, shortened(said));
    }

    /** Asks for whatever the model says, be it nothing. */
    public ChatResponse response(
            ModelRole role, String step, ChatModel model, List<Message> messages, SamplingParameters parameters)
            throws InterruptedException, CallFailedException {
        ChatRequest request = ChatRequest.builder()
                .messages(Message.toChatMessages(messages))
                .parameters(parameters)
                .build();
        ChatResponse response = send(new ModelCall(promptId, role, step, model, request));
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw new CallFailedException(
                    FailureKind.REFUSED, role, "the provider's content filter held the answer back");
        }
        return response;
    }

    /** Why there is no text: thoughts that took all the tokens are cut off, others are no answer. */
    private static CallFailedException noAnswer(
            ModelRole role, ChatResponse response, AnswerText answer, Sampling sampling) {
        Optional<String> thoughts = answer.thoughts();
        if (response.finishReason() == FinishReason.LENGTH) {
            return new CallFailedException(
                    FailureKind.TRUNCATED,
                    role,
                    (thoughts.isPresent()
                                    ? "the model's thoughts took all the tokens"
                                    : "the token limit was met before any text")
                            + sampling.maxTokens().map(n -> ", " + n).orElse("") + "; raise the limit");
        }
        AnswerText.Fault fault = answer.fault()
                .orElseGet(() -> new AnswerText.Fault(
                        FailureKind.EMPTY,
                        thoughts.map(said -> "the model answered with thoughts alone, " + said.length()
                                        + " characters; if they hold the answer, the server's reasoning parser takes"
                                        + " it for them")
                                .orElse("the model answered without text")));
        return new CallFailedException(fault.kind(), role, fault.message());
    }

    /** What the draws of a step derive from. */
    public long seed(String step) {
        return Seeds.derive(seed, promptId, step);
    }

    public ModelCaller caller() {
        return caller;
    }

    private ChatResponse send(ModelCall call) throws InterruptedException, CallFailedException {
        try {
            return caller.call(call);
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            Optional<InterruptedException> interrupt = Interrupts.behind(e);
            if (interrupt.isPresent()) {
                throw interrupt.get();
            }
            throw new CallFailedException(FailureKind.of(e), call.role(), describe(e), e);
        }
    }

    private static String describe(Throwable e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return shortened(text);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
    }
}
