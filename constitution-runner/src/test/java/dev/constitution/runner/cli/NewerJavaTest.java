package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on newer versions of Java that are installed beside this one, where rows run on virtual threads. */
class NewerJavaTest {
    @TempDir
    private Path folder;

    @Test
    void run_onNewerJava_givesTheSameBytes() throws Exception {
        List<Path> newer = newerJavas();
        Assumptions.assumeFalse(newer.isEmpty(), "no Java 21 or later stands beside this one");
        Path prompts = Files.writeString(
                folder.resolve("prompts.txt"),
                IntStream.range(0, 40).mapToObj(i -> "Question " + i + "?").collect(Collectors.joining("\n")));
        try (LoopbackServer stub = new LoopbackServer()) {
            run(Path.of(System.getProperty("java.home")), stub, prompts, "here");
            for (Path java : newer) {
                run(java, stub, prompts, java.getFileName().toString());

                assertThat(folder.resolve(java.getFileName()).resolve("pairs.jsonl"))
                        .hasSameBinaryContentAs(folder.resolve("here/pairs.jsonl"));
            }
        }
    }

    private void run(Path java, LoopbackServer stub, Path prompts, String out) throws Exception {
        ChildRun run = ChildRun.start(
                java,
                folder,
                "",
                "run",
                "--prompts",
                prompts.toString(),
                "--out",
                folder.resolve(out).toString(),
                "--model",
                stub.model(),
                "--concurrency",
                "16");
        assertThat(run.exitCode()).as(run.output()).isZero();
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
