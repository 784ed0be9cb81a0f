package dev.constitution.live;

import dev.constitution.chat.Interrupts;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.GuardrailRequestParams;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.input.PromptTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Critique and revision as an output guardrail of an AI service: rewrites the answer by calls of its own, and never has the
 * model asked again.
 *
 * <p>What LangChain4j cannot carry, {@link ConstitutionalChatModel} can, which is to be preferred where the model can be
 * wrapped: a chat memory keeps the answer as it was before its rewriting; a stream's pieces are those of that answer, the
 * rewritten one comes with its completion alone; the usage of tokens and the finish reason are the first answer's. Without a
 * memory the guardrail sees the user's message and no system message. A later guardrail that passes an answer undoes an
 * earlier one's rewriting: this one is to be the last, or the others are to be given to {@link #followedBy}.
 *
 * <p>An answer without text is refused. Immutable and thread-safe, if its models are.
 */
public final class ConstitutionalGuardrail implements OutputGuardrail {
    private final LiveRevision revision;
    private final List<OutputGuardrail> others;

    private ConstitutionalGuardrail(LiveRevision revision, List<OutputGuardrail> others) {
        this.revision = revision;
        this.others = others;
    }

    /**
     * A guardrail.
     *
     * @param revision its generator is not asked
     */
    public static ConstitutionalGuardrail of(CritiqueRevision revision, RevisionPolicy policy) {
        return new ConstitutionalGuardrail(new LiveRevision(revision, policy), List.of());
    }

    /** This guardrail and, on what it has made of the answer, these, each on what the ones before have made of it. */
    public ConstitutionalGuardrail followedBy(OutputGuardrail... guardrails) {
        List<OutputGuardrail> all = new ArrayList<>(others);
        all.addAll(List.of(guardrails));
        return new ConstitutionalGuardrail(revision, List.copyOf(all));
    }

    @Override
    public OutputGuardrailResult validate(OutputGuardrailRequest request) {
        AiMessage answer = request.responseFromLLM().aiMessage();
        if (answer.hasToolExecutionRequests()) {
            return success();
        }
        if (answer.text() == null || answer.text().isBlank()) {
            return fatal("the model answered without text");
        }
        try {
            ChatRequest asked =
                    ChatRequest.builder().messages(conversation(request)).build();
            ChatResponse revised = revision.revised(asked, request.responseFromLLM(), revision.deadline());
            return followed(request, revised.aiMessage());
        } catch (InterruptedException e) {
            RuntimeException interrupt = Interrupts.unchecked(e);
            return fatal(interrupt.getMessage(), interrupt);
        } catch (UnrevisedAnswerException e) {
            return fatal(e.getMessage(), e);
        }
    }

    private OutputGuardrailResult followed(OutputGuardrailRequest request, AiMessage rewritten) {
        AiMessage answer = rewritten;
        for (OutputGuardrail other : others) {
            OutputGuardrailResult result = other.validate(request.withText(answer.text()));
            if (!result.isSuccess()) {
                return result;
            }
            if (result.hasRewrittenResult()) {
                answer = answer.withText(result.successfulText());
            }
        }
        // Said even of an answer that stays as it came: a plain success would undo what guardrails before this one made
        // of it.
        return successWith(answer);
    }

    /** What was answered: the memory's conversation up to the answer, else the user's message alone. */
    private static List<ChatMessage> conversation(OutputGuardrailRequest request) {
        GuardrailRequestParams known = request.requestParams();
        List<ChatMessage> messages = new ArrayList<>();
        if (known.chatMemory() != null) {
            messages.addAll(known.chatMemory().messages());
        }
        while (!messages.isEmpty() && isAnswer(messages.get(messages.size() - 1))) {
            messages.remove(messages.size() - 1);
        }
        if (messages.isEmpty()) {
            messages.add(Optional.ofNullable(known.invocationContext())
                    .map(context -> context.userMessage())
                    .orElseGet(() -> UserMessage.from(PromptTemplate.from(known.userMessageTemplate())
                            .apply(known.variables())
                            .text())));
        }
        return messages;
    }

    private static boolean isAnswer(ChatMessage message) {
        return message instanceof AiMessage answer && !answer.hasToolExecutionRequests();
    }
}
