package dev.constitution.benchmarks;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Usage;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.stage.Critique;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How large the report of a large run is, how long it takes to write, and how long a browser takes until it can be used. Rows are
 * of invented words, 3 KB each: a question, an answer of 150 words, a critique, a revision that shares two thirds of its words; one
 * in twenty failed. Needs Chromium and its driver.
 */
final class ReportScale {
    private static final int ROWS = 100_000;
    private static final int PRINCIPLES = 16;
    private static final int WORDS = 5_000;
    private static final int OPENINGS = 3;

    private final List<String> launcher;
    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<String> vocabulary = new ArrayList<>();

    ReportScale(List<String> launcher, Path folder) {
        this.launcher = launcher;
        this.folder = folder;
    }

    List<Measured> measure() throws IOException, InterruptedException {
        Path run = Files.createTempDirectory(folder, "report");
        write(run);
        Path file = run.resolve("report.html");
        List<Measured> measured = new ArrayList<>();
        measured.addAll(report(run, file, "5000", "with the texts of 5000", 1.0));
        measured.addAll(report(run, file, "all", "with all texts", Double.NaN));
        return measured;
    }

    private List<Measured> report(Path run, Path file, String rows, String what, double goal)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("report", run.toString(), "--out", file.toString(), "--rows", rows));
        long start = System.nanoTime();
        int exit = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit);
        }
        String name = "report of " + ROWS + " rows " + what;
        String opened = name + ": until it can be used";
        double median = median(file);
        return List.of(
                Measured.found(name + ": time to write", seconds, " s"),
                Measured.found(name + ": size", Files.size(file) / 1e6, " MB"),
                Double.isNaN(goal)
                        ? Measured.found(opened, median, " s")
                        : Measured.atMost(opened, goal, " s", median));
    }

    private static double median(Path file) throws IOException, InterruptedException {
        try (PageOpening browser = new PageOpening()) {
            List<Double> openings = new ArrayList<>();
            for (int i = 0; i < OPENINGS; i++) {
                openings.add(browser.seconds(file));
            }
            openings.sort(Comparator.naturalOrder());
            return openings.get(OPENINGS / 2);
        }
    }

    private void write(Path run) throws IOException {
        for (int i = 0; i < WORDS; i++) {
            vocabulary.add(random.ints(2 + i % 8, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        List<Principle> principles = new ArrayList<>();
        for (int i = 0; i < PRINCIPLES; i++) {
            principles.add(Principle.of("principle-" + i, "A good answer is " + text(8) + "."));
        }
        Constitution constitution = Constitution.of("invented", principles);
        try (RunStore store = RunStore.open(run)) {
            new RunManifest(
                            new RunSettings(new TreeMap<>(Map.of("input", "ab".repeat(32)))),
                            new Provenance("invented", constitution.fingerprint(), new TreeMap<>(), 7),
                            PromptSource.of(run.resolve("prompts.jsonl")),
                            ROWS,
                            List.of(),
                            Optional.empty())
                    .writeTo(store);
            RunConstitution.write(constitution, store);
            for (int row = 0; row < ROWS; row++) {
                store.writer().outcome(OutcomeJson.record(row, outcome(row)));
            }
        }
    }

    private Outcome outcome(int row) {
        Prompt prompt = Prompt.of("p" + row, text(20) + "?");
        String answer = text(150);
        Optional<Reply> initial = Optional.of(reply("generate", answer));
        if (row % 20 == 19) {
            return new Outcome.Failed(
                    prompt,
                    new Trace.OfRevision(initial, List.of()),
                    FailureKind.TIMEOUT,
                    ModelRole.CRITIC,
                    "no answer within 60 s");
        }
        String critique = text(40);
        String revised = revised(answer);
        Step step = new Step(
                1,
                "principle-" + random.nextInt(PRINCIPLES),
                Optional.of(new Critique(critique, Decision.REVISE, reply("critique/1", critique))),
                Optional.of(new Revision(revised, Revision.Reading.REVISED, reply("revise/1", revised))));
        return new Outcome.Revised(prompt, new Trace.OfRevision(initial, List.of(step)), revised);
    }

    private String revised(String answer) {
        StringBuilder text = new StringBuilder("Well");
        for (String word : answer.split(" ", -1)) {
            text.append(' ').append(random.nextInt(3) == 0 ? vocabulary.get(random.nextInt(WORDS)) : word);
        }
        return text.toString();
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(vocabulary.get(random.nextInt(WORDS)));
        }
        return text.toString();
    }

    private static Reply reply(String step, String text) {
        return Reply.of(step, text)
                .withFinish(FinishReason.STOP)
                .withModel("invented")
                .withUsage(Usage.of(300, 200));
    }
}
