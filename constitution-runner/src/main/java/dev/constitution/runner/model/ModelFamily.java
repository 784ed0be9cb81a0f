package dev.constitution.runner.model;

import dev.constitution.chat.ModelRole;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which models are kin, as far as their names tell. A judge prefers what models of its own kind write: in one published
 * comparison a model's own answers won 87 % of the time.
 */
public final class ModelFamily {
    /** A family and the words that its models' names begin with. */
    private static final String[] FAMILIES = {
        "GPT: gpt chatgpt davinci codex o1 o3 o4",
        "Claude: claude",
        "Gemini: gemini",
        "Gemma: gemma",
        "Llama: llama codellama",
        "Mistral: mistral mixtral ministral magistral codestral devstral pixtral",
        "Qwen: qwen qwq qvq",
        "DeepSeek: deepseek",
        "Phi: phi",
        "Command: command aya",
        "Grok: grok",
        "GLM: glm chatglm",
        "Kimi: kimi moonshot",
        "MiniMax: minimax",
        "SmolLM: smollm",
        "OLMo: olmo",
        "Nemotron: nemotron",
        "Granite: granite",
        "Falcon: falcon",
        "Yi: yi",
        "InternLM: internlm",
        "Hermes: hermes",
    };

    private static final Map<String, String> BY_WORD = new HashMap<>();
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern NUMBER = Pattern.compile("\\d+[a-z]?$");

    static {
        for (String line : FAMILIES) {
            int colon = line.indexOf(':');
            Arrays.stream(line.substring(colon + 2).split(" "))
                    .forEach(word -> BY_WORD.put(word, line.substring(0, colon)));
        }
    }

    private ModelFamily() {}

    /**
     * What the judge and a model that answers, the teacher included, have in common, in a few words; empty where nothing is known
     * of it.
     */
    public static Optional<String> inCommon(SortedMap<String, String> modelsByRole) {
        return Stream.of(ModelRole.GENERATOR, ModelRole.TEACHER)
                .flatMap(role ->
                        inCommon(modelsByRole.get(role.label()), modelsByRole.get(ModelRole.JUDGE.label())).stream())
                .findFirst();
    }

    private static Optional<String> inCommon(@Nullable String answering, @Nullable String judge) {
        if (answering == null || judge == null) {
            return Optional.empty();
        }
        if (answering.equals(judge) || name(answering).equals(name(judge))) {
            return Optional.of("the same model");
        }
        return of(answering)
                .filter(family -> of(judge).equals(Optional.of(family)))
                .map(family -> "one family, " + family);
    }

    /** The family of a model by its whole name, such as {@code ollama:qwen3:8b}; empty where it is not known. */
    static Optional<String> of(String model) {
        for (String word : BETWEEN_WORDS.split(name(model), -1)) {
            String family =
                    BY_WORD.getOrDefault(word, BY_WORD.get(NUMBER.matcher(word).replaceFirst("")));
            if (family != null) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    /** What a model is called wherever it runs: without the provider, the address and the owner. */
    private static String name(String model) {
        String name = ModelSpec.parse(model).model();
        return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
