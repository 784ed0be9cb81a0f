package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/spark.md} shows is done as it stands there, in an empty folder. */
class SparkPageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    @TempDir
    private Path folder;

    private final String page = read(ROOT.resolve("docs/spark.md"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The block that holds this text. */
    private String block(String text) {
        for (String block : page.split("```", -1)) {
            if (block.contains(text) && block.contains("\n") && !block.startsWith("\n")) {
                return block.substring(block.indexOf('\n') + 1);
            }
        }
        throw new AssertionError("the page has no block with " + text);
    }

    private void jarOfThisModule(Path jar) throws IOException {
        Path classes = ROOT.resolve("constitution-spark/target/classes");
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    /** A Spark's program of that name: the class behind it, with the jars of this build. */
    private void program(String name) throws IOException {
        Path program = folder.resolve("bin").resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(
                program,
                "#!/bin/bash\nexec '" + Path.of(System.getProperty("java.home"), "bin/java")
                        + "' -Xmx512m -XX:TieredStopAtLevel=1 -Dspark.driver.host=127.0.0.1"
                        + " -Dspark.driver.bindAddress=127.0.0.1 -cp '" + System.getProperty("java.class.path")
                        + "' org.apache.spark.deploy.SparkSubmit \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void sparkSubmit_asThePageSays_makesTheRunnersPairs() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            String config = block("openai-compatible:").replaceFirst("(?m)^model: .*", "model: " + server.model());
            Files.writeString(folder.resolve("run.yaml"), config);
            Files.writeString(folder.resolve("prompts.jsonl"), "{\"prompt\":\"One?\"}\n{\"prompt\":\"Two?\"}\n");
            Path app = folder.resolve("constitution-spark/target/app");
            jarOfThisModule(app.resolve("constitution-spark-0.1.0-SNAPSHOT.jar"));
            jarOfThisModule(app.resolve("lib/another.jar"));
            program("spark-submit");
            ProcessBuilder shell = new ProcessBuilder(
                            "bash",
                            "-c",
                            "PATH=$PWD/bin:$PATH\n" + block("spark-submit").replace("spark://master:7077", "local[2]"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            Process done = shell.start();
            try (OutputStream in = done.getOutputStream()) {
                in.flush();
            }
            SparkCluster.await(() -> Files.exists(folder.resolve("out/manifest.json")) || !done.isAlive());
            boolean ended = done.waitFor(40, TimeUnit.SECONDS); // idle threads would keep it for a minute
            done.destroyForcibly();
            assertThat(ended).as("the program ends with its run").isTrue();

            assertThat(done.exitValue()).as(read(folder.resolve("log"))).isZero();
            Path runner = RunnerPairs.run(
                    folder.resolve("runner"),
                    List.of(
                            "run",
                            "--prompts=" + folder.resolve("prompts.jsonl"),
                            "--config=" + folder.resolve("run.yaml")));
            assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                    .isEqualTo(Files.readString(runner.resolve("pairs.jsonl")))
                    .isNotEmpty();
        }
    }

    @Test
    void exampleOfADataset_asThePageShowsIt_isTheOneThatIsRun() throws IOException {
        String source =
                read(ROOT.resolve("constitution-spark/src/test/java/dev/constitution/spark/DatasetExample.java"));
        assertThat(source.replaceAll("\\s+", " "))
                .contains(block("SparkResult").strip().replaceAll("\\s+", " "));

        SparkSession spark = LocalSpark.session();
        Path prompts = Files.writeString(folder.resolve("prompts.jsonl"), "{\"prompt\":\"a?\"}\n{\"prompt\":\"b?\"}\n");
        try (LoopbackServer server = new LoopbackServer()) {
            assertThat(DatasetExample.pairs(
                                    spark,
                                    spark.read().json(prompts.toString()),
                                    server.model(),
                                    folder.resolve("spark").toString())
                            .count())
                    .isEqualTo(2);
        }
    }
}
