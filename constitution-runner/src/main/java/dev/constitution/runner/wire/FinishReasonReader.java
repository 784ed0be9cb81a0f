package dev.constitution.runner.wire;

import dev.constitution.chat.MalformedAnswerException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.regex.Pattern;

/** Reads from an answer as it came how it ended, where LangChain4j does not know the provider's word for it. */
public final class FinishReasonReader {
    /** Texts cannot hold it: their quotes are escaped. */
    private static final Pattern CUT_OFF = Pattern.compile(
            "\"finish_reason\"\\s*:\\s*\"model_length\"|\"stop_reason\"\\s*:\\s*\"model_context_window_exceeded\"");

    private static final Pattern BROKEN_OFF = Pattern.compile("\"finish_reason\"\\s*:\\s*\"error\"");

    private FinishReasonReader() {}

    /**
     * The response, with its end told.
     *
     * @throws MalformedAnswerException when the provider broke off
     */
    public static ChatResponse told(ChatResponse response, String answer) {
        FinishReason known = response.finishReason();
        if (known != null && known != FinishReason.OTHER) {
            return response;
        } else if (BROKEN_OFF.matcher(answer).find()) {
            throw new MalformedAnswerException(answer, new IllegalStateException("the provider broke off"));
        }
        return CUT_OFF.matcher(answer).find()
                ? ChatResponse.builder()
                        .aiMessage(response.aiMessage())
                        .metadata(response.metadata().toBuilder()
                                .finishReason(FinishReason.LENGTH)
                                .build())
                        .build()
                : response;
    }
}
