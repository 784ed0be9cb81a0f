package dev.constitution.runner.wire;

import dev.constitution.chat.MalformedAnswerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A model's answer as it came, before anything is read of it.
 *
 * @param form what the body is
 * @param latencyMillis from sending the request to the whole answer
 */
public record RawAnswer(Form form, String body, long latencyMillis) {

    /** What an answer is kept as. */
    public enum Form {
        /** The body of the provider's HTTP response, untouched. */
        HTTP("http"),
        /** What a model without HTTP said, see {@link ResponseJson}. */
        REPLY("reply");

        private final String label;

        Form(String label) {
            this.label = label;
        }

        /** The name as it stands in stores. */
        public String label() {
            return label;
        }

        public static Form of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Asks a model.
     *
     * @param timeouts how many times its timeout the model may take
     * @param claim takes room for the answer; its owner gives it back
     * @throws RuntimeException what the model throws when it does not answer
     */
    public static RawAnswer from(ChatModel model, ChatRequest request, int timeouts, AnswerRoom.Claim claim) {
        long sent = System.nanoTime();
        if (model instanceof WireModel wire) {
            return new RawAnswer(Form.HTTP, wire.send(request, timeouts, claim), millisSince(sent));
        }
        String body = ResponseJson.write(model.chat(request));
        long latency = millisSince(sent);
        claim.take(body);
        return new RawAnswer(Form.REPLY, body, latency);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /**
     * Reads the answer; the first time and from a store it is read alike, so that a run and its replay cannot differ.
     *
     * @param model the one that was asked, or another of the same name
     * @throws MalformedAnswerException when it cannot be read
     */
    public ChatResponse read(ChatModel model, ChatRequest request) {
        if (form == Form.REPLY) {
            return ResponseJson.read(body);
        } else if (model instanceof WireModel wire) {
            return wire.read(request, body);
        }
        throw new MalformedAnswerException(body, new IllegalStateException(model + " reads no answers of a server"));
    }
}
