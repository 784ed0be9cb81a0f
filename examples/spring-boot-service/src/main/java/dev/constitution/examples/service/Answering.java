package dev.constitution.examples.service;

import dev.constitution.live.ConstitutionalChatResponse;
import dev.constitution.principles.Constitution;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Asks the model, which the starter has wrapped. Thread-safe. */
@Service
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final ChatModel model;
    private final Constitution constitution;
    private final StepHearing hearing;

    Answering(ChatModel model, Constitution constitution, StepHearing hearing) {
        this.model = model;
        this.constitution = constitution;
        this.hearing = hearing;
    }

    /**
     * The answer to a question, on the calling thread.
     *
     * @param progress hears of each step while the answer is made
     * @throws ResponseStatusException if the model gave none; what it threw is logged, and not told
     * @throws UncheckedIOException that the progress throws, which ends the making of the answer
     */
    Answer answer(String question, Consumer<Answer.Made> progress) {
        ChatResponse response;
        try {
            response = hearing.during(
                    () -> model.chat(UserMessage.from(question)),
                    step -> progress.accept(Answer.Made.of(step, constitution)));
        } catch (UncheckedIOException e) {
            throw e; // of the progress: whoever asked has gone
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("a question was not answered", e);
            }
            throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "the model gave no answer; ask again later", e);
        }
        if (response instanceof ConstitutionalChatResponse looked) {
            return Answer.of(looked, constitution);
        }
        throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "the model gave no text; ask in other words");
    }
}
