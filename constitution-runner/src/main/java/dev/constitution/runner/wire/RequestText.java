package dev.constitution.runner.wire;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request in a fixed form, to tell whether two requests are the same. */
public final class RequestText {
    private RequestText() {}

    /** Of all that is sent. */
    public static String of(ModelCall call) {
        return turns(call).append('\n').append(of(call.request().parameters())).toString();
    }

    /** As earlier versions wrote it, which left out what no stage of theirs sent. */
    public static String earlier(ModelCall call) {
        return turns(call)
                .append('\n')
                .append(earlier(call.request().parameters()))
                .toString();
    }

    private static StringBuilder turns(ModelCall call) {
        StringBuilder text = new StringBuilder(2048).append(call.role().label());
        for (ChatMessage message : call.request().messages()) {
            String plain = plainText(message);
            String content = plain == null ? ChatMessageSerializer.messageToJson(message) : plain;
            // The length says where a message ends, whatever stands in it.
            text.append('\n').append(message.type()).append(plain == null ? " json " : " ");
            text.append(content.length()).append('\n').append(content);
        }
        return text;
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
