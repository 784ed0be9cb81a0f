package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on newer versions of Java that are installed beside this one, where rows run on virtual threads. */
class NewerJavaTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @Test
    void run_onNewerJava_givesTheSameBytes() throws Exception {
        List<Path> newer = newerJavas();
        Assumptions.assumeFalse(newer.isEmpty(), "no Java 21 or later stands beside this one");
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, 40);
        run(Path.of(System.getProperty("java.home")), prompts, "here");

        for (Path java : newer) {
            run(java, prompts, java.getFileName().toString());

            assertThat(folder.resolve(java.getFileName()).resolve("pairs.jsonl"))
                    .hasSameBinaryContentAs(folder.resolve("here/pairs.jsonl"));
        }
    }

    private void run(Path java, Path prompts, String out) throws Exception {
        List<String> command = List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve(out),
                "--model=" + server.model(),
                "--concurrency=16");
        ChildRun.startOn(java, folder, command).succeeded();
    }

    private static List<Path> newerJavas() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(here.getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/java")) && version(home) >= 21)
                    .map(NewerJavaTest::real)
                    .filter(home -> !home.equals(here))
                    .distinct()
                    .toList();
        }
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            return home;
        }
    }

    /** The feature version that an installation's release file names; 0 where it has none. */
    private static int version(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
