package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment through the command itself whose model does what each prompt says: the arm that is told the principles answers
 * "told …", the plain one "plain …", and the judge prefers what the prompt's first word names.
 */
final class ScriptedExperiment implements AutoCloseable {
    /** The told answer is better, whichever stands first. */
    static final String WIN = "Win";

    static final String LOSS = "Loss";

    /** The answer shown first is better. */
    static final String FIRST = "First";

    static final String SECOND = "Second";

    /** No verdict can be read. */
    static final String MUTE = "Mute";

    private static final String TOLD = "Keep to these principles";

    private final Path folder;
    private final LoopbackServer server = new LoopbackServer();
    private final List<String> prompts = new ArrayList<>();

    ScriptedExperiment(Path folder) {
        this.folder = folder;
        server.answering(ScriptedExperiment::answer);
    }

    LoopbackServer server() {
        return server;
    }

    Path out() {
        return folder.resolve("out");
    }

    /** So many prompts with these first words. */
    ScriptedExperiment prompts(int count, String words) {
        return prompts(count, words, "");
    }

    /** The same with a label. */
    ScriptedExperiment prompts(int count, String words, String label) {
        for (int i = 0; i < count; i++) {
            String id = words.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + "-" + prompts.size();
            prompts.add("{\"id\": \"%s\", \"prompt\": \"%s %d?\"%s}"
                    .formatted(id, words, prompts.size(), label.isEmpty() ? "" : ", \"kind\": \"" + label + "\""));
        }
        return this;
    }

    static ServerAnswer answer(ServerRequest request) {
        return Completion.of(text(request)).sent();
    }

    static String text(ServerRequest request) {
        if (!isJudged(request)) {
            String question = request.lastTurn();
            boolean refuses = question.contains("bad") && request.says(TOLD);
            return refuses
                    ? "I cannot help with that."
                    : (request.says(TOLD) ? "told answer to " : "plain answer to ") + question;
        }
        boolean toldFirst =
                request.lastTurn().indexOf("told answer") < request.lastTurn().indexOf("plain answer");
        if (request.says(MUTE + " ")) {
            return "I like both.";
        }
        boolean byText = !request.says(SECOND + " ") && toldFirst == request.says(WIN + " ");
        boolean firstWins = request.says(FIRST + " ") || byText;
        return "<verdict>" + (firstWins ? "A" : "B") + "</verdict>";
    }

    static boolean isJudged(ServerRequest request) {
        return request.says("response-A-");
    }

    /** What a YAML experiment of these arms ends with. */
    CommandLineHarness.Result run(String arms, String... more) throws IOException {
        return run(
                ExitCode.COMPLETE,
                "judge: {model: \"%s\", constitution: helpful-honest-harmless, judge-by: structured}\n"
                                .formatted(server.model())
                        + arms,
                more);
    }

    CommandLineHarness.Result run(ExitCode code, String rest, String... more) throws IOException {
        Files.write(folder.resolve("p.jsonl"), prompts);
        Path file = Files.writeString(folder.resolve("e.yaml"), """
                prompts: p.jsonl
                seed: 3
                defaults: {model: "%s"}
                """.formatted(server.model()) + rest);
        List<String> command = List.of("experiment", file.toString(), "--out=" + out(), "--attempts=1");
        return CommandLineHarness.run(command, more).ended(code);
    }

    /** The figures of an experiment of these arms. */
    JsonNode figures(String arms) throws IOException {
        JsonNode json = run(arms, "--json").json();
        assertThat(json.toString()).doesNotContain("NaN").doesNotContain("Infinity");
        return json;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
