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
import java.util.regex.Pattern;
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
    /** The answer has no text. */
    EMPTY,
    /** Anything else. */
    ERROR;

    /** Providers agree on no error code for this, only on the words. */
    private static final Pattern CONTEXT_OVERFLOW = Pattern.compile(
            "context[ _-]?(length|size|window|limit)|(exceed|over|larger|longer)[^.]{0,60}context"
                    + "|(prompt|input|request)[^.]{0,40}too (long|large)|too many (input )?tokens",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTA_WORDS = Pattern.compile(
            "insufficient[ _]quota|exceeded your current quota|billing|credit balance", Pattern.CASE_INSENSITIVE);

    /** What providers that answer a used-up account with 400 or 402 say; narrower, since such an answer may quote texts. */
    private static final Pattern NO_CREDIT = Pattern.compile(
            "insufficient[ _](quota|credit|balance|funds)|credit balance is too low", Pattern.CASE_INSENSITIVE);

    /** Gemini says "quota" of its limits by the minute too, but names which one was met. */
    private static final Pattern LIMIT_BY_THE_MINUTE = Pattern.compile("PerMinute(?!.*PerDay)", Pattern.DOTALL);

    /** The codes of OpenAI and Azure, and Anthropic's sentence, in answers of status 400. */
    private static final Pattern CONTENT_FILTER = Pattern.compile(
            "\"code\"\\s*:\\s*\"(content_filter|content_policy_violation|invalid_prompt|ResponsibleAIPolicyViolation)\""
                    + "|blocked by content filtering policy");

    private static final int PAYMENT_REQUIRED = 402;

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
        String message = String.valueOf(t.getMessage());
        if (t instanceof MalformedAnswerException) {
            return MALFORMED;
        } else if (t instanceof RateLimitException) {
            return QUOTA_WORDS.matcher(message).find()
                            && !LIMIT_BY_THE_MINUTE.matcher(message).find()
                    ? QUOTA
                    : RATE_LIMITED;
        } else if (t instanceof AuthenticationException) {
            return AUTHENTICATION;
        } else if (t instanceof ModelNotFoundException) {
            return MODEL_NOT_FOUND;
        } else if (t instanceof ContentFilteredException) {
            return REFUSED;
        } else if (t instanceof InvalidRequestException) {
            if (CONTENT_FILTER.matcher(message).find()) {
                return REFUSED;
            }
            boolean unpaid = t.getCause() instanceof HttpException http && http.statusCode() == PAYMENT_REQUIRED;
            if (unpaid || NO_CREDIT.matcher(message).find()) {
                return QUOTA;
            }
            return CONTEXT_OVERFLOW.matcher(message).find() ? TOO_LONG : INVALID_REQUEST;
        } else if (t instanceof UnsupportedFeatureException) {
            return INVALID_REQUEST;
        } else if (t instanceof TimeoutException || t instanceof HttpTimeoutException) {
            return TIMEOUT;
        } else if (t instanceof InternalServerException) {
            return UNAVAILABLE;
        } else if (t instanceof HttpException http) {
            return http.statusCode() >= 500 ? UNAVAILABLE : INVALID_REQUEST;
        } else if (t instanceof JacksonException) {
            // Before IOException, which it extends.
            return MALFORMED;
        } else if (t instanceof IOException) {
            return UNAVAILABLE;
        }
        return null;
    }
}
