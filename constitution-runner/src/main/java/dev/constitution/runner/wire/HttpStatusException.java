package dev.constitution.runner.wire;

import dev.constitution.chat.AnswerHeaders;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.Base64Text;
import dev.langchain4j.exception.HttpException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An answer whose status is not 2xx, with its headers. LangChain4j maps it to one of its own exceptions, of which this is
 * the cause.
 */
public final class HttpStatusException extends HttpException implements AnswerHeaders {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, List<String>> headers;

    HttpStatusException(int statusCode, String body, Map<String, List<String>> headers) {
        super(statusCode, Base64Text.without(body));
        this.headers = Map.copyOf(headers);
    }

    @Override
    public Optional<String> header(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(lowerCase))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** The same with a sentence more behind what the server said. */
    HttpStatusException with(String hint) {
        String words = ProviderError.sentence(String.valueOf(getMessage()));
        return new HttpStatusException(statusCode(), words.isBlank() ? hint : words + "; " + hint, headers);
    }

    /** The header of the answer behind a failure, where there was one. */
    public static Optional<String> header(Throwable failure, String name) {
        return behind(failure).flatMap(status -> status.header(name));
    }

    /** What the server said in the answer behind a failure, where there was one. */
    public static Optional<String> words(Throwable failure) {
        return body(failure).map(body -> ProviderError.of(body).words());
    }

    /** The body of the answer behind a failure, where there was one. */
    public static Optional<String> body(Throwable failure) {
        return behind(failure).map(Throwable::getMessage);
    }

    /** The names of the answer's headers. */
    Set<String> headerNames() {
        return headers.keySet();
    }

    /** The answer behind a failure, where there was one. */
    static Optional<HttpStatusException> behind(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof HttpStatusException status) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
