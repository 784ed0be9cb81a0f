package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider says of an answer reaches the cost of a run, cached input and thoughts at their own prices. */
class ProviderUsageTest {
    private static final String CHAT =
            "{'model':'m','choices':[{'index':0,'finish_reason':'stop','message':{'role':'assistant','content':'TEXT'}}],";

    private static final Map<String, String> BODIES = Map.of(
            "openai",
            CHAT + "'usage':{'prompt_tokens':90,'completion_tokens':7,'total_tokens':97,"
                    + "'prompt_tokens_details':{'cached_tokens':40}}}",
            "mistral",
            CHAT + "'usage':{'prompt_tokens':90,'completion_tokens':7,'total_tokens':97,'num_cached_tokens':40}}",
            "anthropic",
            "{'id':'m','type':'message','role':'assistant','model':'m','content':[{'type':'text','text':'TEXT'}],"
                    + "'stop_reason':'end_turn','usage':{'input_tokens':20,'cache_creation_input_tokens':30,"
                    + "'cache_read_input_tokens':40,'output_tokens':7}}",
            "gemini",
            "{'candidates':[{'content':{'parts':[{'text':'TEXT'}],'role':'model'},'finishReason':'STOP'}],"
                    + "'usageMetadata':{'promptTokenCount':90,'cachedContentTokenCount':40,'totalTokenCount':4186}}",
            "ollama",
            "{'model':'m','created_at':'2026-01-01T00:00:00Z','message':{'role':'assistant','content':'TEXT'},"
                    + "'done':true,'done_reason':'stop','prompt_eval_count':90,'eval_count':7}");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @ParameterizedTest
    @CsvSource({
        "openai, 40, 0, 7, 0.00124",
        "mistral, 40, 0, 7, 0.00124",
        "anthropic, 40, 30, 7, 0.00154",
        "gemini, 40, 0, 4096, 0.41014",
        "ollama, 0, 0, 7, 0.0016",
    })
    void run_providersUsage_isPricedAsItIs(String provider, long cached, long written, long output, String usd)
            throws Exception {
        server.answering(request -> ServerAnswer.ok(BODIES.getOrDefault(provider, "")
                .replace('\'', '"')
                .replace("TEXT", "Answer " + request.number() + ".")));
        ModelSpec spec = ModelSpec.parse(provider + ":m@" + server.url());
        Map<String, String> keys =
                Map.of("OPENAI_API_KEY", "k", "MISTRAL_API_KEY", "k", "ANTHROPIC_API_KEY", "k", "GEMINI_API_KEY", "k");
        TreeMap<String, String> models = new TreeMap<>(
                Map.of("generator", spec.toString(), "critic", spec.toString(), "reviser", spec.toString()));
        Path prices = Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2025-12-31\nmodels:\n  \"" + spec
                        + "\": {input: 10, cached_input: 1, cache_write: 20, output: 100}\n");

        RunFolder run = new RunFolder(folder, "out", 1);
        RunResult result = run.run(Models.create(spec, new ModelSettings(keys::get, Duration.ofSeconds(30))))
                .provenance(new Provenance("kind", "f", models, 7))
                .cost(new RunCost(Prices.with(prices), models, Optional.empty(), OptionalLong.empty()))
                .build()
                .execute();

        Amount took = result.spent().amount();
        assertThat(took.requests()).isEqualTo(3);
        assertThat(took.inputTokens()).isEqualTo(3 * 90);
        assertThat(took.cachedTokens()).isEqualTo(3 * cached);
        assertThat(took.cacheWriteTokens()).isEqualTo(3 * written);
        assertThat(took.outputTokens()).isEqualTo(3 * output);
        assertThat(result.spent().estimated()).isZero();
        assertThat(result.spent().cost()).isEqualTo(Cost.of(usd).times(3));
        assertThat(result.spentNow()).isEqualTo(result.spent());
        assertThat(StoredOutcome.of(run.outcomes().get("p0")).replies())
                .hasSize(3)
                .allSatisfy(reply -> {
                    assertThat(reply.inputTokens()).hasValue(90);
                    assertThat(reply.outputTokens()).hasValue((int) output);
                });
    }
}
