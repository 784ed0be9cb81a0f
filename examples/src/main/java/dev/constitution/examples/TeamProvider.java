package dev.constitution.examples;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelIdentity;
import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.Models;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import org.jspecify.annotations.Nullable;

/**
 * A provider of one's own: names that a team agrees on, whatever stands behind them. {@code team:draft} is the embedded model, and
 * {@code team:large} one behind the team's gateway, whose address and key are in {@code TEAM_GATEWAY} and {@code TEAM_KEY}.
 * {@code META-INF/services} names this class; then every run finds it that has its jar on the class path.
 *
 * <pre>examples/run BatchRun examples/prompts.jsonl out-team team:draft</pre>
 *
 * For a server that nothing here speaks to, {@link #create} returns any other chat model of LangChain4j's, with its own retries off.
 */
public final class TeamProvider implements ModelProvider {
    private static final String BEHIND_LARGE = "qwen3-large";

    @Override
    public String scheme() {
        return "team";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        if (isDraft(spec)) {
            return Models.create(behind(spec, settings), settings);
        }
        String key = settings.key(spec, "TEAM_KEY");
        return Models.create(
                behind(spec, settings),
                new ModelSettings(
                        name -> name.equals("OPENAI_COMPATIBLE_API_KEY") ? key : settings.variable(name),
                        settings.timeout(),
                        settings.progress()));
    }

    /** A run is not gone on with once another model stands behind the name. */
    @Override
    public ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        return Models.identity(behind(spec, settings), settings);
    }

    @Override
    public ModelTraits traits(ModelSpec spec) {
        return isDraft(spec)
                ? new ModelTraits(PromptShape.small(), 1, Runtime.getRuntime().availableProcessors(), true)
                : ModelProvider.super.traits(spec);
    }

    private static ModelSpec behind(ModelSpec spec, ModelSettings settings) {
        if (isDraft(spec)) {
            return ModelSpec.parse("local:");
        }
        @Nullable String address = spec.baseUrl() == null ? settings.variable("TEAM_GATEWAY") : spec.baseUrl();
        if (address == null) {
            throw new UsageException(spec + " needs the gateway's address: set TEAM_GATEWAY, for example to"
                    + " http://localhost:8000/v1");
        }
        return new ModelSpec("openai-compatible", BEHIND_LARGE, address);
    }

    /**
     * @throws UsageException if the name is not one of the two
     */
    private static boolean isDraft(ModelSpec spec) {
        return switch (spec.model()) {
            case "draft" -> true;
            case "large" -> false;
            default ->
                throw new UsageException(
                        "the team has no model \"" + spec.model() + "\"; there are team:draft and team:large");
        };
    }
}
