package dev.constitution.examples;

import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Provenance;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs a file of prompts in code, as the command line does; started again with the same folder, it goes on. */
public final class BatchRun {
    private static final long SEED = 7;

    private BatchRun() {}

    /** Takes a file of prompts and a folder. */
    public static void main(String... arguments) throws Exception {
        Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
        try (LocalChatModel model = LocalChatModel.builder().downloadIfMissing().build()) {
            RunResult result = Run.builder()
                    .prompts(PromptSource.of(Path.of(arguments[0])))
                    .directory(Path.of(arguments[1]))
                    .stage(CritiqueRevision.builder()
                            .constitution(constitution)
                            .model(model)
                            .shape(PromptShape.small())
                            .rounds(1)
                            .seed(SEED)
                            .build())
                    .provenance(new Provenance(
                            constitution.id(),
                            constitution.fingerprint(),
                            new TreeMap<>(Map.of("generator", model.modelName())),
                            SEED))
                    .build()
                    .execute();
            System.out.println(result.outcomes());
        }
    }
}
