package dev.constitution.runner.testing;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.verify.RunVerifier;
import dev.constitution.runner.verify.Verdict;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
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
public final class RunFolder {
    public static final Constitution KIND =
            Constitution.of("kind", List.of(Principle.of("kind", "Be kind."), Principle.of("true", "Be true.")));

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path prompts;
    private final Path directory;

    public RunFolder(Path folder, String name, int rows) throws IOException {
        this.prompts = folder.resolve(name + ".jsonl");
        this.directory = folder.resolve(name);
        writePrompts(0, rows);
    }

    public void writePrompts(int from, int to) throws IOException {
        writePrompts(prompts, from, to);
    }

    /** Prompts named by number, so that files of different ranges share rows. */
    public static Path writePrompts(Path file, int from, int to) throws IOException {
        return Files.writeString(
                file,
                IntStream.range(from, to)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question number " + i + "?\"}")
                        .collect(Collectors.joining("\n")));
    }

    public Path prompts() {
        return prompts;
    }

    public Path directory() {
        return directory;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    public static Stage stage(ChatModel model, int rounds) {
        return CritiqueRevision.builder()
                .constitution(KIND)
                .model(model)
                .rounds(rounds)
                .seed(7)
                .build();
    }

    public Run.Builder run(ChatModel model) {
        return run(stage(model, 1), 1);
    }

    public Run.Builder run(Stage stage, int rounds) {
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
    public Run.Builder run(LoopbackServer server) {
        return run(server.chatModel(DEADLINE)).limits(CallLimits.ofConcurrency(1));
    }

    /** The outcome of each row that has one, as it is stored, by id. */
    public Map<String, OutcomeRecord> outcomes() throws IOException {
        Map<String, OutcomeRecord> outcomes = new TreeMap<>();
        try (RunStore store = RunStore.openExisting(directory)) {
            store.outcomes(0).forEachRemaining(outcome -> outcomes.put(outcome.id(), outcome));
        }
        return outcomes;
    }

    /** Sets aside what is stored of the rows that failed, so that the next start does them again. */
    public void setAsideFailed() throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            store.allOutcomes(0).forEachRemaining(outcome -> {
                if (outcome.orThrow().kind() == OutcomeKind.FAILED) {
                    store.writer().setAside(List.of(outcome), "retry");
                }
            });
        }
    }

    /** What is stored of a row's calls. */
    public List<CallRecord> calls(long row) throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            return store.calls(row);
        }
    }

    /** All that the files hold that a run writes for others to read. */
    public String exported() throws IOException {
        return Files.readString(file("pairs.jsonl")) + Files.readString(file("sft.jsonl"));
    }

    /** So many rows have their outcome, the others are open, and nothing is damaged, lost, doubled or made up. */
    public void requireSound(int rows, long done) {
        CommandLineHarness.requireSound(directory, rows, done);
    }

    public Verdict verify() throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            return new RunVerifier(store, directory).verify();
        }
    }

    /** Every row has its outcome, and nothing is damaged, lost, doubled or made up. */
    public void requireSoundAndComplete(int rows) {
        requireSound(rows, rows);
    }
}
