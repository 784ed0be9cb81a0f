package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of three prompts without a key, by the identity that the environment gives a process: a cloud's library reads that of its
 * own process. Each test says itself where it cannot run: JUnit does not inherit conditions.
 */
public abstract class KeylessRuns {
    @TempDir
    protected Path folder;

    @AutoClose
    protected final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void writePrompts() throws IOException {
        Files.writeString(
                folder.resolve("p.jsonl"), "{\"prompt\":\"one\"}\n{\"prompt\":\"two\"}\n{\"prompt\":\"three\"}\n");
    }

    /** The command of such a run, with these options. */
    protected List<String> command(String... models) {
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--prompts",
                folder.resolve("p.jsonl").toString(),
                "--out",
                folder.resolve("out").toString()));
        command.addAll(List.of(models));
        return command;
    }

    /** @param environment shell commands that set it */
    protected ChildRun start(String environment, String... models) throws IOException {
        return ChildRun.start(folder, environment, command(models));
    }

    /** Starts a run behind a proxy that lets nothing through, which must be asked for this host, and the server for nothing. */
    protected void assertAsksByAProxy(String host, Behind proxy) throws Exception {
        try (ForwardProxy seeing = new ForwardProxy(1, null)) {
            ChildRun run = proxy.start("https_proxy=http://127.0.0.1:" + seeing.port() + " no_proxy=");
            for (int i = 0; i < 600 && seeing.seen().isEmpty() && run.isAlive(); i++) {
                Thread.sleep(50);
            }
            run.kill();

            assertThat(seeing.seen()).as(run.output()).contains("+CONNECT " + host + ":443");
        }
        assertThat(server.received()).isEmpty();
    }

    /** Starts a run. */
    protected interface Behind {
        /** @param variables those that name the proxy, for {@code export} */
        ChildRun start(String variables) throws Exception;
    }
}
