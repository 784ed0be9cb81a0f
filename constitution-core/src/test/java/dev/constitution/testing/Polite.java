package dev.constitution.testing;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** The smallest method that there is: one principle, one round, and what a model says in its three steps. */
public final class Polite {
    public static final Constitution CONSTITUTION =
            Constitution.of("polite", List.of(Principle.of("please", "Say please.")));

    private Polite() {}

    /** One round by the model alone. */
    public static CritiqueRevision.Builder stage(ChatModel model) {
        return CritiqueRevision.builder()
                .constitution(CONSTITUTION)
                .model(model)
                .rounds(1);
    }

    /** A model that gives this answer, objects to whatever it is shown, and gives this revision, as it stands here. */
    public static AnsweringModel objecting(String answer, String revision) {
        return objecting(AiMessage.from(answer), revision);
    }

    /** The same with an answer that is more than a text. */
    public static AnsweringModel objecting(AiMessage answer, String revision) {
        return new AnsweringModel(request -> objecting(request, answer, revision));
    }

    /** What such a model says to one request. */
    public static ChatResponse objecting(ChatRequest request, AiMessage answer, String revision) {
        String asked = AnsweringModel.lastText(request);
        return AnsweringModel.response(
                asked.contains("<decision>")
                        ? AiMessage.from("Rude.\n<decision>revise</decision>")
                        : asked.contains("<revision>") ? AiMessage.from(revision) : answer);
    }
}
