package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.stage.CritiqueRevision;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that embeds the runner does without its command line and what that needs. */
class LibraryWithoutCommandLineTest {
    private static final Path CLASSES = Path.of("target/classes");

    @TempDir
    private Path folder;

    /** What the child process runs: a batch of one row. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Path prompts = Files.writeString(folder.resolve("prompts.txt"), "Is it all right to lie?\n");
            var constitution = Constitutions.builtIn("cai-16");
            RunResult result = Run.builder()
                    .prompts(PromptSource.of(prompts))
                    .stage(CritiqueRevision.builder()
                            .constitution(constitution)
                            .model(new EchoModel())
                            .build())
                    .directory(folder.resolve("out"))
                    .provenance(new Provenance(constitution.id(), constitution.fingerprint(), new TreeMap<>(), 0))
                    .build()
                    .execute();
            System.out.println(result.exitCode());
            for (String missing :
                    new String[] {"dev.constitution.runner.cli.ConstitutionCommand", "picocli.CommandLine"}) {
                try {
                    Class.forName(missing);
                    System.out.println(missing + " is there");
                } catch (ClassNotFoundException e) {
                    System.out.println(missing + " is missing");
                }
            }
        }
    }

    @Test
    void run_withoutCommandLineOnTheClassPath_works() throws Exception {
        String classPath = Stream.concat(
                        Stream.of(classesWithoutCommandLine().toString()),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry ->
                                        !Path.of(entry).toAbsolutePath().equals(CLASSES.toAbsolutePath())
                                                && !entry.contains("picocli")))
                .collect(Collectors.joining(File.pathSeparator));
        Path out = folder.resolve("printed");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Program.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(out)
                .content()
                .contains(
                        "COMPLETE",
                        "dev.constitution.runner.cli.ConstitutionCommand is missing",
                        "picocli.CommandLine is missing");
    }

    private Path classesWithoutCommandLine() throws IOException {
        Path copy = folder.resolve("classes");
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(path -> !path.toString().contains("runner" + File.separator + "cli")
                            && !path.toString().contains("runner" + File.separator + "options"))
                    .toList()) {
                Path to = copy.resolve(CLASSES.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return copy;
    }
}
