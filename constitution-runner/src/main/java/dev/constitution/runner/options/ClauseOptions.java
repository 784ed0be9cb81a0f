package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.prose.Wording;
import dev.constitution.stage.Stage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which model proposes requests for the clauses of a document. */
public final class ClauseOptions {
    @UnderHeading(Heading.MODELS)
    @DecidesRun("generator")
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A model that proposes critique and revision requests for each clause of a document; the options of a"
                            + " run go with it. By default they are worded from the clause.")
    private @Nullable String model;

    @Mixin
    private SeedOptions seed;

    /** The model that proposes; empty where none does. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** What the model is asked by: the seed, and the wording of the model. */
    public PrincipleOptions principles() {
        return PrincipleOptions.of(seed);
    }

    /** The step that proposes. */
    public Stage stage(RunParts parts) {
        return new Wording(
                parts.model(ModelRole.GENERATOR),
                parts.shape(ModelRole.GENERATOR).generation().sampling(),
                seed.seed());
    }

    /** What decides it, beside the model and what is common to every run. */
    public Map<String, String> settings() {
        return Map.of("step", "requests of clauses", "proposal wording", Wording.fingerprint());
    }
}
