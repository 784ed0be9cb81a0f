package dev.constitution.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RequestHashTest {
    private static final RequestHash HASH = RequestHash.of(Map.of("generator", "openai:m"));

    private static String hash(RequestHash of, Consumer<SamplingParameters.Builder> sent) {
        SamplingParameters.Builder parameters = SamplingParameters.builder();
        sent.accept(parameters);
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Why?"))
                .parameters(parameters.build())
                .build();
        return of.of(new ModelCall("p", ModelRole.GENERATOR, "generate", new ChatModel() {}, request), "generator");
    }

    @Test
    void of_anythingThatIsSent_countsAndBordersDo() {
        List<Consumer<SamplingParameters.Builder>> requests = List.of(
                sent -> {},
                sent -> sent.temperature(0.5),
                sent -> sent.topP(0.5),
                sent -> sent.topK(5),
                sent -> sent.maxOutputTokens(5),
                sent -> sent.frequencyPenalty(0.5),
                sent -> sent.presencePenalty(0.5),
                sent -> sent.modelName("other"),
                sent -> sent.responseFormat(ResponseFormat.JSON),
                sent -> sent.toolSpecifications(
                        ToolSpecification.builder().name("look").build()),
                sent -> sent.seed(5L),
                sent -> sent.repeatPenalty(1.5),
                sent -> sent.topLogprobs(5),
                sent -> sent.stopSequences(List.of("a, b")),
                sent -> sent.stopSequences(List.of("a", "b")),
                sent -> sent.stopSequences(List.of("a", "b 1:c")),
                sent -> sent.stopSequences(List.of("a", "b", "c")));
        TreeSet<String> hashes = new TreeSet<>();
        requests.forEach(sent -> hashes.add(hash(HASH, sent)));

        assertThat(hashes).hasSameSizeAs(requests).allMatch(hash -> hash.startsWith("2:"));
        assertThat(hash(HASH, sent -> {})).isEqualTo(hash(HASH, sent -> {}));
    }

    @Test
    void of_otherModel_isAnother() {
        RunSettings ollama = new RunSettings(
                new TreeMap<>(Map.of("generator", "ollama:m")),
                new TreeMap<>(Map.of("OLLAMA_BASE_URL (generator)", "http://a:1")));
        TreeSet<String> hashes = new TreeSet<>();
        for (RunSettings settings : List.of(
                ollama,
                ollama.withFingerprints(Map.of("OLLAMA_BASE_URL (generator)", "http://b:1")),
                ollama.withAll(Map.of("generator", "ollama:n")))) {
            hashes.add(hash(RequestHash.of(run(settings)), sent -> {}));
        }

        assertThat(hashes).hasSize(3);
        assertThat(hash(RequestHash.of(run(ollama.withFingerprints(Map.of("readers", "x")))), sent -> {}))
                .isEqualTo(hash(RequestHash.of(run(ollama)), sent -> {}));
    }

    private static RunManifest run(RunSettings settings) {
        return new RunManifest(
                settings,
                new Provenance("c", "f", new TreeMap<>(Map.of("generator", "ollama:m")), 0),
                PromptSource.of("p.jsonl"),
                1,
                List.of(),
                Optional.empty());
    }
}
