package dev.constitution.docs;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.prompts.BuiltInPrompts;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.store.Provenance;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.testing.AnsweringModel;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The folder that commands and snippets are run in, with the files that pages speak of. */
final class PageFolder {
    /** How often the pages have built-in prompts written. */
    private static final int PROMPTS_COPIED = 100;

    private PageFolder() {}

    /** Makes the files that are not there yet; of a finished run the folder {@code out}. */
    static void prepare() throws IOException, InterruptedException {
        for (String folder : List.of("examples", "examples/experiments")) {
            Files.createDirectories(Path.of(folder));
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(Page.ROOT.resolve(folder), "{*.yaml,*.jsonl,*.png,house.md}")) {
                for (Path file : files) {
                    Files.copy(file, Path.of(folder).resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Files.copy(Path.of("examples/prompts.jsonl"), Path.of("prompts.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(Path.of("house-rules.yaml"), houseRules());
        for (String name : BuiltInPrompts.NAMES) {
            Files.writeString(
                    Path.of(name + ".jsonl"), BuiltInPrompts.named(name).lines(PROMPTS_COPIED));
        }
        run(Path.of("prompts.jsonl"), Path.of("out")).execute();
        Files.copy(Path.of("out/pairs.jsonl"), Path.of("pairs.jsonl"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Run run(Path prompts, Path out) {
        Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
        return Run.builder()
                .prompts(PromptSource.of(prompts))
                .directory(out)
                .stage(CritiqueRevision.builder()
                        .constitution(constitution)
                        .model(AnsweringModel.wanting("Kindly", "Cut the power of his flat."))
                        .rounds(1)
                        .build())
                .provenance(new Provenance(
                        constitution.id(),
                        constitution.fingerprint(),
                        new TreeMap<>(Map.of("generator", "answering-1")),
                        0))
                .build();
    }

    /** The README's own. */
    private static String houseRules() {
        return Page.blocks("yaml").stream()
                .map(Block::text)
                .filter(yaml -> yaml.startsWith("id: house-rules"))
                .findFirst()
                .orElseThrow();
    }
}
