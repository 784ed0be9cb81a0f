package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.PaidAnswers;
import dev.constitution.runner.testing.PaidAnswers.Sum;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the outcomes are and wherever a run is cut off, all starts together count what the server gave. */
class RandomAccountTest {
    private static final List<String> OUTCOMES =
            List.of("refused", "empty", "truncated", "broken", "malformed", "never", "cached", "thought", "plain");

    private static final int ROWS = 8;
    private static final int MOST_CUTS = 3;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    static IntStream seeds() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void execute_randomOutcomesAndCuts_countsWhatWasGiven(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        PaidAnswers answers = new PaidAnswers();
        RunFolder run = new RunFolder(folder, "out", ROWS);
        Files.writeString(
                run.prompts(),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"" + i + ": "
                                + OUTCOMES.get(random.nextInt(OUTCOMES.size())) + "?\"}")
                        .collect(Collectors.joining("\n")));
        for (int cut = random.nextInt(MOST_CUTS + 1); cut > 0; cut--) {
            Sum before = cutOff(run, answers, server.requests() + random.nextInt(1, 10));
            answers.restore(before);
        }
        server.answering(answers);

        RunResult result = execute(run);

        Amount amount = result.spent().amount();
        assertThat(new Sum(amount.requests(), amount.inputTokens(), amount.cachedTokens(), amount.outputTokens()))
                .isEqualTo(answers.given());
        run.requireSoundAndComplete(ROWS);
    }

    /** Takes the folder back to what it was when this request came, as a kill would leave it; returns what was given then. */
    private Sum cutOff(RunFolder run, PaidAnswers answers, int request) throws Exception {
        Path left = folder.resolve("left");
        Sum[] given = {null};
        server.answering(next -> {
            if (next.number() == request) {
                given[0] = answers.given();
                copy(run.directory(), left);
            }
            return answers.answer(next);
        });
        execute(run);
        if (given[0] == null) {
            return answers.given(); // the run was done before
        }
        Folders.copy(left, run.directory());
        return given[0];
    }

    /** The log is copied first: what it no longer holds then is in the store. */
    private static void copy(Path from, Path to) {
        try {
            Folders.clear(Files.createDirectories(to));
            for (String name : List.of("answers-1.log", "answers-2.log", "run.db-wal", "run.db")) {
                Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunResult execute(RunFolder run) throws Exception {
        return run.run(RunFolder.stage(server.chatModel(Duration.ofSeconds(30)), 1), 1)
                .limits(CallLimits.ofConcurrency(1).withAttempts(2))
                .build()
                .execute();
    }
}
