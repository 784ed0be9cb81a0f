package dev.constitution.runner.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.LongAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that together are larger than the memory, each in a process whose memory is small. */
class LongAnswersTest {
    private static final int ROWS = 16;
    private static final String HEAP = "export JAVA_TOOL_OPTIONS=-Xmx512m; ";

    @TempDir
    private Path folder;

    private ChildRun run(LongAnswers server, String... more) throws IOException {
        Files.writeString(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(row -> "{\"id\":\"p" + row + "\",\"prompt\":\"What is rain " + row + "?\"}")
                        .collect(Collectors.joining("\n")),
                UTF_8);
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--prompts",
                folder.resolve("prompts.jsonl").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--model",
                server.model(),
                "--concurrency",
                Integer.toString(ROWS)));
        command.addAll(List.of(more));
        return ChildRun.start(folder, HEAP, command);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void run_everyAnswerLongerThanOneMayBe_failsTheRowsWithTheReason(boolean isZipped) throws Exception {
        try (LongAnswers server = new LongAnswers(request -> 60, isZipped)) {
            String output = run(server).ended(ExitCode.FAILED_ROWS).output();

            assertThat(output)
                    .contains("16 failed (error 16)", "the answer is longer than 15 MiB, the most that is taken")
                    .doesNotContain("OutOfMemoryError");
            assertThat(server.requests()).isEqualTo(ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5})
    void run_answersThatTogetherAreTooLong_endsWithoutRunningOutOfMemory(int megabytes) throws Exception {
        try (LongAnswers server = new LongAnswers(request -> megabytes, false)) {
            long start = System.nanoTime();
            ChildRun child = run(server);
            child.endsWithin(java.time.Duration.ofMinutes(4));
            System.err.println(megabytes + " MB: " + (System.nanoTime() - start) / 1e9 + " s " + server.requests() + "\n" + child.output());
        }
    }
}
