package dev.constitution.runner.label;

import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An experiment whose model answers bluntly when asked plainly, and kindly under a constitution; its judge prefers what is kind,
 * but for the last prompt.
 */
final class ScriptedExperiment {
    private final Path folder;
    private final int prompts;

    /** Makes its file; the prompts' ids are {@code p1}, {@code p2}, … */
    ScriptedExperiment(Path folder, int prompts, LoopbackServer server) throws IOException {
        this.folder = folder;
        this.prompts = prompts;
        Files.writeString(
                folder.resolve("p.jsonl"),
                IntStream.rangeClosed(1, prompts)
                        .mapToObj(i -> "{\"id\": \"p" + i + "\", \"prompt\": \"Question " + i + ".\"}\n")
                        .collect(Collectors.joining()));
        Files.writeString(file(), """
                prompts: p.jsonl
                judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                defaults: {model: "%1$s"}
                arms:
                  plain: {answers: answer}
                  told: {answers: instruct}
                """.formatted(server.model()));
        server.answering(this::answer);
    }

    private ServerAnswer answer(ServerRequest request) {
        String said = request.conversation();
        if (request.says("response-A-")) {
            boolean isKindFirst = said.indexOf("A kind answer") < said.indexOf("A blunt answer");
            boolean isKindBetter = !request.says("Question " + prompts + ".");
            return Completion.of("<verdict>" + (isKindFirst == isKindBetter ? "A" : "B") + "</verdict>")
                    .sent();
        }
        String manner = request.says("Keep to these principles") ? "kind" : "blunt";
        return Completion.of("A " + manner + " answer to: " + request.lastTurn())
                .sent();
    }

    Path file() {
        return folder.resolve("e.yaml");
    }

    Path out() {
        return folder.resolve("out");
    }

    /** Runs it. */
    ScriptedExperiment done() {
        CommandLineHarness.run("experiment", file().toString(), "--out=" + out())
                .succeeded();
        return this;
    }

    String identity() throws IOException {
        try (RunStore store = RunStore.openExisting(out())) {
            return RunManifest.of(store).identity();
        }
    }

    /** A line as a report's page gives it. */
    String line(String id, String choice, String labeller, String shownFirst) throws IOException {
        return """
                {"run":"%s","id":"%s","a":"plain","b":"told","choice":"%s","labeller":"%s",\
                "at":"2026-01-31T12:00:00.000Z","shown_first":"%s"}
                """.formatted(identity(), id, choice, labeller, shownFirst);
    }
}
