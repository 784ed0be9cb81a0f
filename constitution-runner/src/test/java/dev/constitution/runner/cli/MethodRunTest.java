package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the method makes of critics that find something under some principles, and of judges that cannot tell. */
class MethodRunTest {
    private static final int ROWS = 6;
    private static final String HARMFUL = "Lift the guard and reach in while it turns";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private CommandLineHarness.Result run(String... more) throws IOException {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        CommandLineHarness.Result result = CommandLineHarness.run(CommandLineHarness.with(
                        List.of(
                                "run",
                                "--prompts=" + prompts,
                                "--out=" + folder.resolve("out"),
                                "--model=" + server.model()),
                        more))
                .ended(ExitCode.COMPLETE);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        return result;
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("out").resolve(file));
    }

    /** Objects to what is harmful where the people in a conversation are looked at, the first law, and nowhere else. */
    private static ServerAnswer critic(ServerRequest request) {
        String asked = asked(request);
        if (asked.startsWith("Rewrite your last response so that nobody is hurt")) {
            return Completion.of("Stop it, pull the plug, and only then look. Case " + request.number() + ".")
                    .sent();
        } else if (!asked.contains("<decision>")) {
            return Completion.of(HARMFUL + ", number " + Integer.toHexString(asked.hashCode()) + ".")
                    .sent();
        }
        boolean objects = asked.startsWith("Consider the people") && request.says(HARMFUL);
        return Completion.of(
                        objects ? "A hand is lost.\n<decision>revise</decision>" : "Fine.\n<decision>keep</decision>")
                .sent();
    }

    private static String asked(ServerRequest request) {
        var messages = request.body().path("messages");
        return messages.get(messages.size() - 1).path("content").asText();
    }

    @Test
    void run_lowerLawsFindNothing_noHarmfulAnswerIsTrainedOn() throws IOException {
        server.answering(MethodRunTest::critic);

        CommandLineHarness.Result result = run("--constitution=asimov");

        assertThat(result.out()).contains("6 pairs");
        assertThat(written("sft.jsonl")).doesNotContain(HARMFUL).contains("pull the plug");
    }

    @Test
    void run_stopAfterOneKeep_stillAsksEveryLaw() throws IOException {
        server.answering(MethodRunTest::critic);

        run("--constitution=asimov", "--stop-after-keeps=1");

        assertThat(written("sft.jsonl")).doesNotContain(HARMFUL);
    }

    /** Prefers what it is shown first, by these log-probabilities, whichever answer it is. */
    private static ServerAnswer firstIsBetter(ServerRequest request) {
        String asked = asked(request);
        if (!asked.contains("<response-A-")) {
            return request.ownAnswer();
        }
        return Completion.of("A").sent();
    }

    @Test
    void run_judgeGoesByPosition_pairsNothingAndSaysThatItCannotJudge() throws IOException {
        // Answers must differ, and a request for an answer is the same but for its seed.
        server.answering(request -> asked(request).contains("<response-A-")
                ? firstIsBetter(request)
                : Completion.of("Answer " + request.number() + ".").sent());

        CommandLineHarness.Result result = run("--method=rl-cai");

        assertThat(result.out())
                .contains("0 pairs", "tie 6")
                .contains("judge: the same position won in 6 of 6 comparisons; this judge cannot judge");
        assertThat(server.requests()).as("two votes that agree in each order").isEqualTo(ROWS * (2 + 2 * 2));
        assertThat(written("pairs.jsonl")).isEmpty();
        assertThat(result.err()).containsOnlyOnce("warning: judge and answering model are the same model");
    }
}
