package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model by name, as users write it: {@code openai:gpt-4o-mini}, {@code ollama:llama3.2:1b}, or with another address,
 * {@code openai-compatible:my-model@http://localhost:8000/v1}.
 *
 * @param scheme which {@link ModelProvider} makes it
 * @param model the model's name as the provider knows it
 * @param baseUrl the address to call, without a slash at its end; null is the provider's own
 */
public record ModelSpec(
        String scheme, String model, @Nullable String baseUrl) {
    private static final Pattern FORM =
            Pattern.compile("(?<scheme>[a-z][a-z0-9-]*):(?<model>.*?)(?:@(?<url>https?://.*))?");

    public ModelSpec {
        if (baseUrl != null) {
            baseUrl = ServerAddress.checked("a model's address", baseUrl);
        }
    }

    /**
     * Reads {@code scheme:model} or {@code scheme:model@url}.
     *
     * @throws UsageException when the text is neither
     */
    public static ModelSpec parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new UsageException("\"" + text + "\" names no model; write provider:model, for example"
                    + " \"openai:gpt-4o-mini\" or \"openai-compatible:my-model@http://localhost:8000/v1\"");
        }
        if (form.group("url") == null && !form.group("scheme").equals("local")) {
            ServerAddress.requireNone(form.group("scheme"), form.group("model"));
        }
        return new ModelSpec(form.group("scheme"), form.group("model"), form.group("url"));
    }

    /** The base URL, or the one given here. */
    String baseUrlOr(String other) {
        return baseUrl == null ? other : baseUrl;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return scheme + ":" + model + (baseUrl == null ? "" : "@" + baseUrl);
    }
}
