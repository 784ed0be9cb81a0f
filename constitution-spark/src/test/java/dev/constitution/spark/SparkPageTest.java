package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    private static void jar(Path classes, Path jar) throws IOException {
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

    /** What Maven packages, and a Spark beside it, from the jars of this build. */
    private Path app() throws IOException {
        Path app = folder.resolve("constitution-spark/target/app");
        Path lib = Files.createDirectories(app.resolve("lib"));
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path one = Path.of(entry);
            if (Files.isRegularFile(one)) {
                Files.createSymbolicLink(jars.resolve(one.getFileName()), one);
            } else if (one.endsWith("constitution-spark/target/classes")) {
                jar(one, app.resolve("constitution-spark-0.1.0-SNAPSHOT.jar"));
            } else if (one.endsWith("target/classes")) {
                jar(one, lib.resolve(one.getParent().getParent().getFileName() + ".jar"));
            }
        }
        copy(ROOT.resolve("constitution-spark/src/main/app"), app);
        copy(ROOT.resolve("constitution-runner/src/archive"), app);
        Path settings = Files.createDirectories(folder.resolve("home/conf"));
        Files.writeString(
                settings.resolve("spark-defaults.conf"),
                "spark.driver.host 127.0.0.1\nspark.driver.bindAddress 127.0.0.1\n");
        program();
        return app;
    }

    /** JUnit says something of each link that it finds. */
    @AfterEach
    void removeLinks() throws IOException {
        Path jars = folder.resolve("home/jars");
        if (Files.exists(jars)) {
            try (Stream<Path> links = Files.list(jars)) {
                for (Path link : links.toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Spark's program of that name, in short: its launcher makes the driver's command, which is run. */
    private void program() throws IOException {
        Path program = folder.resolve("bin/spark-submit");
        Files.createDirectories(program.getParent());
        Files.writeString(program, """
                #!/bin/bash
                export SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 JAVA_HOME='%s'
                command=()
                while IFS= read -r -d '' word; do
                  command+=("$word")
                done < <("$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$SPARK_HOME/jars/*" \
                  org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
                exec "${command[1]#$'\\n'}" "${command[@]:2}"
                """.formatted(System.getProperty("java.home")));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** Starts commands as a shell does whose user has that Spark. */
    private Process shell(String commands) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        shell.environment()
                .putAll(Map.of(
                        "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                        "SPARK_HOME", folder.resolve("home").toString(),
                        "JAVA_HOME", System.getProperty("java.home")));
        Process started = shell.start();
        started.getOutputStream().close();
        return started;
    }

    private void files(LoopbackServer server) throws IOException {
        String config = block("openai-compatible:").replaceFirst("(?m)^model: .*", "model: " + server.model());
        Files.writeString(folder.resolve("run.yaml"), config);
        Files.writeString(folder.resolve("prompts.jsonl"), "{\"prompt\":\"One?\"}\n{\"prompt\":\"Two?\"}\n");
    }

    private String submit(String master) {
        return block("spark-submit").replace("spark://master:7077", master);
    }

    @Test
    void sparkSubmit_asThePageSays_makesTheRunnersPairs() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            files(server);
            app();
            Process done = shell(submit("local[2]"));
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

    private static String ofProcess(ProcessHandle process, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void archive_asThePageSays_isMappedByDriverAndExecutor() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            files(server);
            Path app = app();
            Process archive = shell("APP=" + app + "\n" + block("$APP/archive"));
            assertThat(archive.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(archive.exitValue()).as(read(folder.resolve("log"))).isZero();

            Path classes = app.resolve("classes.jsa");
            Set<String> mapping = new TreeSet<>();
            Process done = shell("set -e\n" + submit("local-cluster[1,1,1024]"));
            SparkCluster.await(() -> {
                Stream.concat(Stream.of(done.toHandle()), done.descendants())
                        .filter(process -> ofProcess(process, "maps").contains(classes.toString()))
                        .flatMap(process -> Stream.of("SparkSubmit", "CoarseGrainedExecutorBackend")
                                .filter(ofProcess(process, "cmdline")::contains))
                        .forEach(mapping::add);
                return !done.isAlive();
            });
            assertThat(done.exitValue()).as(read(folder.resolve("log"))).isZero();
            assertThat(mapping).containsExactly("CoarseGrainedExecutorBackend", "SparkSubmit");
            assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl"))).isNotEmpty();
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
