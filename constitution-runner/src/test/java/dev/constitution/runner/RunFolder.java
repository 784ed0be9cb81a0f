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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small run in a temporary folder: its prompts, its folder, and how to start and check it. */
final class RunFolder {
    static final Constitution KIND =
            Constitution.of("kind", List.of(Principle.of("kind", "Be kind."), Principle.of("true", "Be true.")));

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path prompts;
    private final Path directory;

    RunFolder(Path folder, String name, int rows) throws IOException {
        this.prompts = folder.resolve(name + ".jsonl");
        this.directory = folder.resolve(name);
        writePrompts(0, rows);
    }

    void writePrompts(int from, int to) throws IOException {
        writePrompts(prompts, from, to);
    }

    /** Prompts named by number, so that files of different ranges share rows. */
    static Path writePrompts(Path file, int from, int to) throws IOException {
        return Files.writeString(
                file,
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

    /** A run on a server, with the attempts and the concurrency that users get unless they say otherwise. */
    Run.Builder run(LoopbackServer server) {
        return run(model(server, DEADLINE)).limits(CallLimits.ofConcurrency(1));
    }

    /** The model behind a server, as the command line opens it with a key. */
    static ChatModel model(LoopbackServer server, Duration timeout) {
        return Models.create(
                ModelSpec.parse(server.model()),
                new ModelSettings(Map.of("OPENAI_COMPATIBLE_API_KEY", "sk-test")::get, timeout));
    }

    /** The outcome of each row that has one, as it is stored, by id. */
    Map<String, OutcomeRecord> outcomes() throws IOException {
        Map<String, OutcomeRecord> outcomes = new TreeMap<>();
        try (RunStore store = RunStore.openExisting(directory)) {
            store.outcomes(0).forEachRemaining(outcome -> outcomes.put(outcome.id(), outcome));
        }
        return outcomes;
    }

    /** What is stored of a row's calls. */
    List<CallRecord> calls(long row) throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            return store.calls(row);
        }
    }

    /** All that the files hold that a run writes for others to read. */
    String exported() throws IOException {
        return Files.readString(file("pairs.jsonl")) + Files.readString(file("sft.jsonl"));
    }

    /** So many rows have their outcome, the others are open, and nothing is damaged, lost, doubled or made up. */
    void requireSound(int rows, int done) throws IOException {
        RunVerifier.Verdict verdict = verify();
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.rows()).isEqualTo(rows);
        assertThat(verdict.outcomes()).isEqualTo(done);
    }

    RunVerifier.Verdict verify() throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            return new RunVerifier(store, directory).verify();
        }
    }

    /** Every row has its outcome, and nothing is damaged, lost, doubled or made up. */
    void requireSoundAndComplete(int rows) throws IOException {
        requireSound(rows, rows);
    }
}
