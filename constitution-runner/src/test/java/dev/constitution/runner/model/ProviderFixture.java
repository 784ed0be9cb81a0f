package dev.constitution.runner.model;

import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.model.output.FinishReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A provider as its server sees it.
 *
 * @param name scheme and model, without an address
 * @param key empty where none is needed
 * @param request the body that {@link ModelProviderContract#REQUEST} is sent as
 * @param bare the body that a question is sent as for which nothing is set
 * @param answer the body of an answer from {@code model-returned}, for 11 tokens in and 5 out, with TEXT and REASON where its
 *     text and its reason to end stand
 * @param reasons the provider's words for why an answer ends
 * @param environment variables that it needs beside the key
 */
public record ProviderFixture(
        String name,
        Optional<Key> key,
        String request,
        String bare,
        String answer,
        Map<String, FinishReason> reasons,
        Map<String, String> environment) {
    /** The key that tests set. */
    public static final String KEY = "sk-canary-0123456789";

    private static final Map<String, FinishReason> REASONS_OF_OPENAI = Map.of(
            "stop", FinishReason.STOP,
            "length", FinishReason.LENGTH,
            "content_filter", FinishReason.CONTENT_FILTER);

    /**
     * Where the key is read, and the header that carries it.
     *
     * @param isNeeded whether nothing stands in for it
     */
    public record Key(String variable, String header, String value, boolean isNeeded) {
        public Key(String variable, String header, String value) {
            this(variable, header, value, true);
        }

        /** The same, of a provider whose identities need no key. */
        public Key orIdentity() {
            return new Key(variable, header, value, false);
        }

        public static Key bearer(String variable) {
            return new Key(variable, "Authorization", "Bearer " + KEY);
        }
    }

    /** A provider that needs no variables but the key. */
    public ProviderFixture(
            String name,
            Optional<Key> key,
            String request,
            String bare,
            String answer,
            Map<String, FinishReason> reasons) {
        this(name, key, request, bare, answer, reasons, Map.of());
    }

    /** The same, with a variable that it needs. */
    public ProviderFixture in(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ProviderFixture(name, key, request, bare, answer, reasons, more);
    }

    /** A provider whose answers are of the form of OpenAI's. */
    public static ProviderFixture ofCompletions(String name, Optional<Key> key, String request, String bare) {
        String answer = Completion.of("TEXT").finish("REASON").body();
        return new ProviderFixture(name, key, request, bare, answer, REASONS_OF_OPENAI);
    }

    /** The same, with one more word for why an answer ends. */
    ProviderFixture withReason(String word, FinishReason reason) {
        Map<String, FinishReason> more = new HashMap<>(reasons);
        more.put(word, reason);
        return new ProviderFixture(name, key, request, bare, answer, more, environment);
    }

    ServerAnswer answer(String text, String reason) {
        return ServerAnswer.ok(answer.replace("TEXT", text).replace("REASON", reason));
    }

    /** An answer that says hello and ends of itself. */
    ServerAnswer hello() {
        String stop = reasons.entrySet().stream()
                .filter(reason -> reason.getValue() == FinishReason.STOP)
                .findFirst()
                .orElseThrow()
                .getKey();
        return answer("Hello.", stop);
    }
}
