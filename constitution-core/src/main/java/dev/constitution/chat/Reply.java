package dev.constitution.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model's answer to one call: what it said, without its thoughts, the marks of its chat format and white space around it.
 *
 * @param step the call it answers, see {@link ModelCall#step()}
 * @param text the answer's text; empty where the model gave none
 * @param finish why the model stopped, as LangChain4j's {@link FinishReason} in lower case; empty
 *     where the provider did not say
 * @param model the model that answered, by the name the provider returned, which may differ from the one asked for
 * @param usage the tokens used
 * @param thoughts what it thought before it answered, for the trace alone; never part of an answer or of a later request
 */
public record Reply(
        String step,
        String text,
        Optional<String> finish,
        Optional<String> model,
        Usage usage,
        Optional<String> thoughts) {

    /** A reply of which nothing else is known. */
    public static Reply of(String step, String text) {
        return new Reply(step, text, Optional.empty(), Optional.empty(), Usage.UNKNOWN, Optional.empty());
    }

    /** This reply, ended for this reason. */
    public Reply withFinish(FinishReason reason) {
        return new Reply(step, text, Optional.of(nameOf(reason)), model, usage, thoughts);
    }

    /** This reply by this model. */
    public Reply withModel(String name) {
        return new Reply(step, text, finish, Optional.of(name), usage, thoughts);
    }

    /** This reply with the tokens used. */
    public Reply withUsage(Usage tokens) {
        return new Reply(step, text, finish, model, tokens, thoughts);
    }

    /** This reply with what was thought before it. */
    public Reply withThoughts(String thought) {
        return new Reply(step, text, finish, model, usage, Optional.of(thought));
    }

    /**
     * What a LangChain4j response to this call says; no text where it holds no answer.
     *
     * @param asked the conversation that was sent
     */
    public static Reply of(String step, ChatResponse response, List<Message> asked) {
        return of(step, response, AnswerText.of(response.aiMessage(), asked));
    }

    static Reply of(String step, ChatResponse response, AnswerText answer) {
        return new Reply(
                step,
                answer.text(),
                Optional.ofNullable(response.finishReason()).map(Reply::nameOf),
                Optional.ofNullable(response.modelName()),
                Usage.of(response.tokenUsage()),
                answer.thoughts());
    }

    public boolean finishedBy(FinishReason reason) {
        return finish.filter(nameOf(reason)::equals).isPresent();
    }

    private static String nameOf(FinishReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
