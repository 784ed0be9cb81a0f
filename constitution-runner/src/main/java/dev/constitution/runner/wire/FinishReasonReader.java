package dev.constitution.runner.wire;

import dev.constitution.chat.MalformedAnswerException;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from an answer as it came how it ended, since LangChain4j knows but some of the providers' words for it. */
public final class FinishReasonReader {
    /** Texts cannot hold it: their quotes are escaped. */
    private static final Pattern WORD = Pattern.compile(
            "\"(?:finish_reason|stop_reason|finishReason|stopReason|done_reason)\"\\s*+:\\s*+\"([^\"\\\\]{1,80})\"");

    private FinishReasonReader() {}

    /**
     * The response, with its end told.
     *
     * @throws MalformedAnswerException when the provider broke off, or called a tool that it does not name
     */
    public static ChatResponse told(ChatResponse response, String answer) {
        FinishReasons ending = FinishReasons.of(word(answer));
        if (ending == FinishReasons.BROKEN_OFF) {
            throw new MalformedAnswerException(
                    answer, new IllegalStateException("the provider broke off: " + word(answer)));
        } else if (response.aiMessage().hasToolExecutionRequests()) {
            return response;
        } else if (ending == FinishReasons.TOOL) {
            throw calledTool(answer);
        } else if (ending == null || ending.reason() == response.finishReason()) {
            return response;
        }
        return ChatResponse.builder()
                .aiMessage(response.aiMessage())
                .metadata(response.metadata().toBuilder()
                        .finishReason(ending.reason())
                        .build())
                .build();
    }

    static MalformedAnswerException calledTool(String answer) {
        return new MalformedAnswerException(
                answer, new IllegalStateException("the model called a tool instead of answering"));
    }

    /** The provider's word for how the answer ended; null where there is none. */
    static @Nullable String word(String answer) {
        Matcher word = WORD.matcher(answer);
        return word.find() ? word.group(1) : null;
    }
}
