package dev.constitution.runner.wire;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request in a fixed form, in pieces of which the long ones are its texts, to tell whether two requests are the same. */
public final class RequestText {
    private RequestText() {}

    /** Of all that is sent. */
    public static List<String> of(ModelCall call) {
        return pieces(call, of(call.request().parameters()));
    }

    /** As earlier versions wrote it, which left out what no stage of theirs sent. */
    public static List<String> earlier(ModelCall call) {
        return pieces(call, earlier(call.request().parameters()));
    }

    private static List<String> pieces(ModelCall call, String parameters) {
        List<String> pieces = new ArrayList<>();
        pieces.add(call.role().label());
        for (ChatMessage message : call.request().messages()) {
            String plain = plainText(message);
            String content = plain == null ? ChatMessageSerializer.messageToJson(message) : plain;
            // The length says where a message ends, whatever stands in it.
            pieces.add("\n" + message.type() + (plain == null ? " json " : " ") + content.length() + "\n");
            pieces.add(content);
        }
        pieces.add("\n" + parameters);
        return pieces;
    }

    /** The text of a message that is nothing else; null of any other. */
    private static @Nullable String plainText(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        } else if (message instanceof UserMessage user && user.hasSingleText() && user.name() == null) {
            return user.singleText();
        } else if (message instanceof AiMessage answer
                && AiMessage.from(String.valueOf(answer.text())).equals(answer)) {
            return answer.text();
        }
        return null;
    }

    private static String of(ChatRequestParameters p) {
        StringBuilder text = new StringBuilder(256)
                .append(sampling(p))
                .append(" model=")
                .append(p.modelName())
                .append(" frequency=")
                .append(p.frequencyPenalty())
                .append(" presence=")
                .append(p.presencePenalty())
                .append(" format=")
                .append(p.responseFormat())
                .append(" tools=")
                .append(p.toolSpecifications())
                .append(p.toolChoice())
                .append(" stop=");
        for (String stop : Objects.requireNonNullElse(p.stopSequences(), List.<String>of())) {
            text.append(stop.length()).append(':').append(stop).append(' ');
        }
        return text.toString();
    }

    private static String sampling(ChatRequestParameters p) {
        String common = "temperature=" + p.temperature() + " topP=" + p.topP() + " topK=" + p.topK() + " max="
                + p.maxOutputTokens();
        return p instanceof SamplingParameters s
                ? common + " seed=" + s.seed() + " repeat=" + s.repeatPenalty() + " logprobs=" + s.topLogprobs()
                : common;
    }

    private static String earlier(ChatRequestParameters p) {
        String common = "temperature=" + p.temperature() + " topP=" + p.topP() + " topK=" + p.topK() + " max="
                + p.maxOutputTokens() + " stop=" + p.stopSequences();
        return p instanceof SamplingParameters s
                ? common + " seed=" + s.seed() + " repeat=" + s.repeatPenalty() + " logprobs=" + s.topLogprobs()
                : common;
    }
}
