package dev.constitution.live;

import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a response's answer revised, for wrapped models and guardrails alike.
 *
 * @param revision its generator is not asked
 */
record LiveRevision(CritiqueRevision revision, RevisionPolicy policy) {
    /** Before there is an answer it is open whether the request is one that can be revised. */
    private static final String UNKNOWN_PROMPT = "live";

    /** When an answer that is asked for now must be there. */
    Deadline deadline() {
        return Deadline.in(policy.time().orElse(null));
    }

    /** The generator's own answer, a call that the stage's listener stands around. */
    ChatResponse generated(ChatRequest request) throws InterruptedException {
        return revision.listener()
                .calling(ModelCaller.direct())
                .call(new ModelCall(UNKNOWN_PROMPT, ModelRole.GENERATOR, "generate", revision.model(), request));
    }

    /**
     * The response with the answer that stands after all critiques and revisions; the response itself where it holds no answer,
     * such as a call of a tool.
     *
     * @throws UnrevisedAnswerException if it cannot be revised and the policy wants no answer then
     */
    ChatResponse revised(ChatRequest request, ChatResponse response, Deadline deadline) throws InterruptedException {
        List<Message> asked = request.messages().stream().map(Message::of).toList();
        Reply initial = Reply.of("generate", response, asked);
        if (response.aiMessage().hasToolExecutionRequests() || initial.text().isBlank()) {
            return response;
        }
        AnswerCalls calls = new AnswerCalls(
                request, response.tokenUsage(), deadline, policy.executor().orElse(null), revision.listener());
        Outcome outcome = revision.revise(Prompt.of(asked), initial, calls);
        if (outcome instanceof Outcome.Failed failed
                && policy.onFailure() == OnFailure.REFUSE
                && !isLookedAtInTime(failed)) {
            throw new UnrevisedAnswerException(failed);
        }
        String answer = outcome.answer().orElseThrow();
        return new ConstitutionalChatResponse(
                ChatResponse.builder()
                        .aiMessage(message(response.aiMessage(), initial, answer))
                        .metadata(metadata(response.metadata(), finish(outcome), calls.usage())),
                outcome);
    }

    /** Whether time alone ended the rounds, after one step at least: then the best answer so far has been looked at. */
    private static boolean isLookedAtInTime(Outcome.Failed failed) {
        return failed.cause().orElse(null) instanceof TimeSpentException
                && !failed.steps().isEmpty();
    }

    /** The model's message with another text; thoughts that stood in its text go where thoughts have their place. */
    private static AiMessage message(AiMessage given, Reply initial, String answer) {
        if (answer.equals(given.text())) {
            return given;
        }
        AiMessage.Builder message = given.toBuilder().text(answer);
        if (given.thinking() == null) {
            initial.thoughts().ifPresent(message::thinking);
        }
        return message.build();
    }

    /** Why the text that stands ended; empty where it is the model's own. */
    private static Optional<FinishReason> finish(Outcome outcome) {
        return outcome.steps().stream()
                .flatMap(step -> step.revision().stream())
                .filter(made -> made.reading().accepted())
                .map(Revision::reply)
                .reduce((first, last) -> last)
                .flatMap(Reply::finish)
                .map(reason -> FinishReason.valueOf(reason.toUpperCase(Locale.ROOT)));
    }

    private static ChatResponseMetadata metadata(
            ChatResponseMetadata given, Optional<FinishReason> finish, @Nullable TokenUsage usage) {
        ChatResponseMetadata.Builder<?> metadata = given.toBuilder();
        if (usage != null && (given.tokenUsage() != null || given.getClass() == ChatResponseMetadata.class)) {
            metadata.tokenUsage(usage); // of the type that the model's own metadata want, which adds up to itself
        }
        finish.ifPresent(metadata::finishReason);
        return metadata.build();
    }
}
