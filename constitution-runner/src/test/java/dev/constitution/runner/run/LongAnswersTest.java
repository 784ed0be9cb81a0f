package dev.constitution.runner.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.LongAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that together are larger than the memory, each in a process whose memory is small. */
class LongAnswersTest {
    private static final int ROWS = 16;

    @TempDir
    private Path folder;

    private ChildRun run(String heap, LongAnswers server) throws IOException {
        Files.writeString(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(row -> "{\"id\":\"p" + row + "\",\"prompt\":\"What is rain " + row + "?\"}")
                        .collect(Collectors.joining("\n")),
                UTF_8);
        List<String> command = List.of(
                "run",
                "--prompts",
                folder.resolve("prompts.jsonl").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--model",
                server.model(),
                "--concurrency",
                Integer.toString(ROWS));
        return ChildRun.start(folder, "export JAVA_TOOL_OPTIONS=" + heap + "; ", command);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void run_everyAnswerLongerThanOneMayBe_failsTheRowsWithTheReason(boolean isZipped) throws Exception {
        try (LongAnswers server = new LongAnswers(request -> 60, isZipped)) {
            String output = run("-Xmx512m", server).ended(ExitCode.FAILED_ROWS).output();

            assertThat(output)
                    .contains("16 failed (error 16)", "the answer is longer than 15 MiB, the most that is taken")
                    .doesNotContain("OutOfMemoryError");
            assertThat(server.requests()).isEqualTo(ROWS);
        }
    }

    @Test
    void run_answersThatTogetherAreTooLong_failsRowsByThemselves() throws Exception {
        try (LongAnswers server = new LongAnswers(request -> 5, false)) {
            String output = run("-Xmx192m", server).ended(ExitCode.FAILED_ROWS).output();

            assertThat(output)
                    .contains("the answers of the rows under way are longer than 11 MiB together")
                    .doesNotContain("OutOfMemoryError", "the memory is used up");
        }
    }

    @Test
    void run_longAnswersAmongShortOnes_leavesTheShortOnesAlone() throws Exception {
        try (LongAnswers server = new LongAnswers(request -> request <= 2 ? 60 : 0, false)) {
            String output = run("-Xmx512m", server).ended(ExitCode.FAILED_ROWS).output();

            assertThat(output).doesNotContain("OutOfMemoryError").contains("2 failed (error 2)");
        }
    }
}
