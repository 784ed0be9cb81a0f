package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.Constitution;
import dev.constitution.CritiqueRevision;
import dev.constitution.Principle;
import dev.constitution.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small run in a temporary folder: its prompts, its folder, and how to start and check it. */
final class RunFolder {
    static final Constitution KIND =
            Constitution.of("kind", List.of(Principle.of("kind", "Be kind."), Principle.of("true", "Be true.")));

    private final Path prompts;
    private final Path directory;

    RunFolder(Path folder, String name, int rows) throws IOException {
        this.prompts = folder.resolve(name + ".jsonl");
        this.directory = folder.resolve(name);
        writePrompts(0, rows);
    }

    /** Prompts named by number, so that files of different ranges share rows. */
    void writePrompts(int from, int to) throws IOException {
        Files.writeString(
                prompts,
                IntStream.range(from, to)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question number " + i + "?\"}")
                        .collect(Collectors.joining("\n")));
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    static Stage stage(ChatModel model, int rounds) {
        return CritiqueRevision.builder()
                .constitution(KIND)
                .model(model)
                .rounds(rounds)
                .seed(7)
                .build();
    }

    Run.Builder run(ChatModel model) {
        return run(stage(model, 1), 1);
    }

    Run.Builder run(Stage stage, int rounds) {
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("rounds", Integer.toString(rounds));
        return Run.builder()
                .prompts(PromptSource.of(prompts))
                .stage(stage)
                .directory(directory)
                .settings(new RunSettings(settings))
                .limits(CallLimits.ofConcurrency(1).withAttempts(1))
                .provenance(new Provenance("kind", KIND.fingerprint(), new TreeMap<>(), 7));
    }

    RunVerifier.Verdict verify() throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            return new RunVerifier(store, directory).verify();
        }
    }

    /** Every row has its outcome, and nothing is damaged, lost, doubled or made up. */
    void requireSoundAndComplete(int rows) throws IOException {
        RunVerifier.Verdict verdict = verify();
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.rows()).isEqualTo(rows);
        assertThat(verdict.outcomes()).isEqualTo(rows);
    }
}
