package dev.constitution.quarkus;

import dev.constitution.live.ConstitutionalChatResponse;
import dev.constitution.stage.Critique;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Answers a question with what the application's chat model says. */
@Path("/answer")
public class AnswerResource {
    private final ChatModel model;

    AnswerResource(ChatModel model) {
        this.model = model;
    }

    @POST
    public Answer answer(String question) {
        ConstitutionalChatResponse response = (ConstitutionalChatResponse) model.chat(UserMessage.from(question));
        return new Answer(
                response.aiMessage().text(),
                response.outcome().steps().stream()
                        .flatMap(step -> step.critique().stream())
                        .map(Critique::text)
                        .toList());
    }

    /**
     * An answer for the web, as a record of this application's own.
     *
     * @param critiques what the critic said on the way to it
     */
    public record Answer(String text, List<String> critiques) {}
}
