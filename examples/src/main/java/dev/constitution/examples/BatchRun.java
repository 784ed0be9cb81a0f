package dev.constitution.examples;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Provenance;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a file of prompts in code, as the command line does; started again with the same folder, it goes on.
 *
 * <pre>examples/run BatchRun examples/prompts.jsonl out-batch</pre>
 *
 * A third argument names the model, such as {@code openai:gpt-4o-mini}.
 */
public final class BatchRun {
    private static final long SEED = 7;

    private BatchRun() {}

    public static void main(String... arguments) throws Exception {
        String model = arguments.length > 2 ? arguments[2] : "local:";
        RunResult result = run(Path.of(arguments[0]), Path.of(arguments[1]), model);
        for (OutcomeKind kind : OutcomeKind.values()) {
            System.out.println(result.outcomes().of(kind) + " " + kind.label());
        }
        result.files().forEach(written -> System.out.println(written.file()));
    }

    static RunResult run(Path prompts, Path folder, String modelName) throws Exception {
        Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
        ChatModel model = Models.create(modelName); // for as long as the process lives
        ModelTraits suited = Models.traits(ModelSpec.parse(modelName)); // to a tiny model, or to a large one
        return Run.builder()
                .prompts(PromptSource.of(prompts))
                .directory(folder)
                .stage(CritiqueRevision.builder()
                        .constitution(constitution)
                        .model(model)
                        .shape(suited.shape())
                        .rounds(suited.rounds())
                        .seed(SEED)
                        .build())
                .concurrency(suited.concurrency())
                .provenance(new Provenance(
                        constitution.id(),
                        constitution.fingerprint(),
                        new TreeMap<>(Map.of("generator", modelName)),
                        SEED))
                .build()
                .execute();
    }
}
