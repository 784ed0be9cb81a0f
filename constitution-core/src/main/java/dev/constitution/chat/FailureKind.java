package dev.constitution.chat;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a model call gave nothing to work with. */
public enum FailureKind {
    /** The provider turned the call away for its rate. */
    RATE_LIMITED,
    /** The account's credit or quota is used up. */
    QUOTA,
    /** The key is missing, wrong, or not allowed to do this. */
    AUTHENTICATION,
    /** The provider does not know the model. */
    MODEL_NOT_FOUND,
    /** The conversation does not fit the model's context. */
    TOO_LONG,
    /** The provider refused the request's form. */
    INVALID_REQUEST,
    /** No answer within the deadline. */
    TIMEOUT,
    /** The server failed, or the connection broke. */
    UNAVAILABLE,
    /** The answer was not in the provider's own form. */
    MALFORMED,
    /** The answer was cut off at the token limit. */
    TRUNCATED,
    /** The provider's content filter, or the model itself, declined to answer. */
    REFUSED,
    /** The model called one of the prompt's tools in place of an answer; stages make a rejected row of it. */
    TOOL_CALL,
    /** The answer has no text. */
    EMPTY,
    /** Anything else. */
    ERROR;

    /** The name as it stands in stores, files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of failure that an exception from a chat model stands for. */
    public static FailureKind of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            FailureKind kind = ofOne(t);
            if (kind != null) {
                return kind;
            }
        }
        return ERROR;
    }

    private static @Nullable FailureKind ofOne(Throwable t) {
        if (t instanceof MalformedAnswerException) {
            return MALFORMED;
        } else if (t instanceof RateLimitException) {
            return told(t, 429, RATE_LIMITED);
        } else if (t instanceof AuthenticationException) {
            return told(t, 403, AUTHENTICATION);
        } else if (t instanceof ModelNotFoundException) {
            return MODEL_NOT_FOUND;
        } else if (t instanceof ContentFilteredException) {
            return REFUSED;
        } else if (t instanceof InvalidRequestException) {
            return told(t, 400, INVALID_REQUEST);
        } else if (t instanceof UnsupportedFeatureException) {
            return INVALID_REQUEST;
        } else if (t instanceof TimeoutException || t instanceof HttpTimeoutException) {
            return TIMEOUT;
        } else if (t instanceof InternalServerException) {
            return told(t, 500, UNAVAILABLE);
        } else if (t instanceof HttpException http) {
            return told(t, http.statusCode(), http.statusCode() >= 500 ? UNAVAILABLE : INVALID_REQUEST);
        } else if (t instanceof JacksonException) {
            // Before IOException, which it extends.
            return MALFORMED;
        } else if (t instanceof IOException) {
            return UNAVAILABLE;
        }
        return null;
    }

    /** The kind that a provider tells of; where it tells none, what the status says alone. */
    private static FailureKind told(Throwable t, int assumedStatus, FailureKind otherwise) {
        for (Throwable cause = t; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                return FailureWords.kind(http.statusCode(), String.valueOf(http.getMessage()), asksToWait(http))
                        .orElse(otherwise);
            }
        }
        return FailureWords.kind(assumedStatus, String.valueOf(t.getMessage()), false)
                .orElse(otherwise);
    }

    private static boolean asksToWait(HttpException answer) {
        return answer instanceof AnswerHeaders headers
                && headers.header("retry-after")
                        .or(() -> headers.header("retry-after-ms"))
                        .isPresent();
    }
}
