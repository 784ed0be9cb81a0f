package dev.constitution.runner.wire;

import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.source.FaultText;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the requests of a row as the stage words them, with placeholders for what models would answer, and long texts cut in
 * the middle.
 */
public final class RequestPreview implements ModelCaller {

    /** One request. */
    public record Request(String step, String role, List<Message> messages) {
        public Request {
            messages = List.copyOf(messages);
        }
    }

    private static final int LONGEST_SHOWN = 4000;

    private final List<Request> requests = new ArrayList<>();
    private final Set<ModelRole> seen = EnumSet.noneOf(ModelRole.class);

    @Override
    public ChatResponse call(ModelCall call) {
        if (seen.add(call.role())) {
            List<Message> messages = call.request().messages().stream()
                    .map(LangChainTurn::of)
                    .map(turn -> new Message(turn.role(), FaultText.cut(turn.content(), LONGEST_SHOWN)))
                    .toList();
            requests.add(new Request(call.step(), call.role().label(), messages));
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("[the answer of the " + call.role().label() + " to " + call.step() + "]"))
                .build();
    }

    /** The first request to each role; later ones have the same form. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }
}
