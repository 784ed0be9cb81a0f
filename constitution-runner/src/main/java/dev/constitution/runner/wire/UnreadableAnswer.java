package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.base.Base64Text;

/** Says of an answer in no provider's form, in words for people, what it is instead. */
final class UnreadableAnswer {
    private static final int SHOWN = 100;

    private UnreadableAnswer() {}

    /**
     * What to throw for it.
     *
     * @param cause what its reader stumbled over
     */
    static MalformedAnswerException of(String body, Exception cause) {
        return new MalformedAnswerException(body, new IllegalStateException(what(body, cause), cause));
    }

    private static String what(String body, Exception cause) {
        int start = ServerSentEvents.start(body);
        if (start == body.length()) {
            return "it is empty";
        } else if (body.charAt(start) == '<') {
            return "it is a web page, \"" + WebPage.words(body)
                    + "\", so that the address is not that of the API, which often ends in /v1, or a page to log in stands"
                    + " before it";
        } else if (breaksOff(cause)) {
            return "it breaks off";
        }
        String text = Base64Text.without(body.substring(start));
        int end = Math.min(text.length(), SHOWN);
        return "it is not in the provider's form: " + text.substring(0, end) + (end < text.length() ? "…" : "");
    }

    private static boolean breaksOff(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof JsonEOFException) {
                return true;
            }
        }
        return false;
    }
}
