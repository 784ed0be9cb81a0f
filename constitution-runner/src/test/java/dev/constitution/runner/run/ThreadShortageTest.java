package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that can have a dozen threads and no more: each takes half a gigabyte of an address space that is bounded. A bound
 * on the number of processes would count all of the user's, and does not hold for root.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not bound the address space")
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "rows have virtual threads there")
@Timeout(180)
class ThreadShortageTest {
    private static final int ROWS = 60;
    private static final String SHORT_OF_THREADS = "ulimit -v 14000000; export JAVA_TOOL_OPTIONS='-Xmx128m -Xss512m"
            + " -XX:ReservedCodeCacheSize=32m -XX:CompressedClassSpaceSize=64m'; ";
    private static final String TOLD = "no further thread can be had";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private List<String> command() throws IOException {
        return List.of(
                "run",
                "--prompts=" + RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS),
                "--out=" + folder.resolve("out"),
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=32");
    }

    @Test
    void run_noFurtherThreadToBeHad_goesOnWithFewer() throws Exception {
        ChildRun child = ChildRun.start(folder, SHORT_OF_THREADS, command()).succeeded();

        assertThat(child.output()).contains(TOLD);
        assertThat(server.answeredAgain()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    /** The Java platform starts a thread for a signal's handler too. */
    @Test
    void run_stormOfRefusalsWithoutThreads_endsAtASignalAndGoesOn() throws Exception {
        server.answering(request -> request.number() > 30 ? ServerAnswer.error(429, "slow down") : request.ownAnswer());
        ChildRun child = ChildRun.start(folder, SHORT_OF_THREADS, command());
        while (!child.output().contains(TOLD)) {
            assertThat(child.endsWithin(Duration.ofMillis(100)))
                    .as(child.output())
                    .isFalse();
        }

        boolean ended = false;
        for (int signal = 0; signal < 20 && !ended; signal++) {
            child.terminate();
            ended = child.endsWithin(Duration.ofSeconds(3));
        }

        assertThat(ended).as(child.output()).isTrue();
        server.answering(ServerRequest::ownAnswer);
        CommandLineHarness.run(command(), "--quiet").succeeded();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(server.answeredAgain()).isZero();
    }
}
