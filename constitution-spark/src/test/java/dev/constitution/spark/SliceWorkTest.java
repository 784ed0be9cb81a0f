package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContextImpl;
import org.apache.spark.TaskResultLost$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.OutputCommitCoordinator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two attempts at one slice, of which Spark's own coordinator lets one put files in place. */
class SliceWorkTest {
    private static final int STAGE = 1_000_000; // no session of these tests comes so far

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();
    private final ExecutorService copy = Executors.newSingleThreadExecutor();
    private final OutputCommitCoordinator coordinator = SparkEnv.get().outputCommitCoordinator();
    private final TaskContext first = attempt(0);
    private final TaskContext second = attempt(1);
    private Engine engine;
    private Path part;

    private static TaskContext attempt(int number) {
        return new TaskContextImpl(
                STAGE,
                0,
                0,
                number,
                number,
                1,
                null,
                new Properties(),
                null,
                TaskMetrics.empty(),
                1,
                scala.collection.immutable.Map$.MODULE$.empty());
    }

    /** A slice whose outcomes are in place, and whose exported files are not. */
    @BeforeEach
    void outcomesInPlace() throws IOException {
        Path prompts =
                Files.write(folder.resolve("prompts.jsonl"), List.of("{\"prompt\":\"a?\"}", "{\"prompt\":\"b?\"}"));
        String out = folder.resolve("out").toString();
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = List.of("run", "--prompts=" + prompts, "--rounds=1", "--model=" + server.model());
            SparkRun.of(spark, words.toArray(String[]::new)).out(out).execute();
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            JobFolder job = JobFolder.of(out, hadoop);
            FileSystem files = job.files(hadoop);
            List<String> command = Arguments.of(words, Optional.of(out), false).words();
            engine = Engine.of(new JavaSparkContext(spark.sparkContext())
                    .broadcast(Job.of(command, job, Slices.in(job, files), "", hadoop)
                            .toBytes()));
        }
        part = folder.resolve("out/pairs.jsonl/part-00000000.jsonl");
        Files.delete(part);
        coordinator.stageStart(STAGE, 0);
    }

    @AfterEach
    void end() {
        coordinator.stageEnd(STAGE);
        copy.shutdownNow();
        Engine.closeIdle();
    }

    private Counts run(TaskContext attempt) throws IOException {
        return SliceWork.run(engine, 0, Map.of(), attempt);
    }

    /** A copy that has found the outcomes while the attempt that put them in place writes the exported files. */
    private Future<Counts> waiting() throws IOException {
        Turn.await(first);
        Future<Counts> waiting = copy.submit(() -> run(second));
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(part).doesNotExist();
        return waiting;
    }

    @Test
    void run_whileAnotherAttemptHasItsTurn_writesWhenThatIsLost() throws Exception {
        Future<Counts> waiting = waiting();
        coordinator.taskCompleted(STAGE, 0, 0, 0, TaskResultLost$.MODULE$);

        assertThat(waiting.get(1, TimeUnit.MINUTES).byKind()).containsEntry("pair", 2L);
        assertThat(Files.readAllLines(part)).hasSize(2);
    }

    @Test
    void run_whileAnotherAttemptHasItsTurn_writesNothingWhenThatIsDone() throws Exception {
        Future<Counts> waiting = waiting();
        second.markInterrupted("another attempt succeeded");

        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedIOException.class);
        assertThat(part).doesNotExist();
    }

    @Test
    void run_attemptEndedWhileItWrites_putsNothingInPlace() {
        first.markInterrupted("its executor is lost");

        assertThatThrownBy(() -> run(first)).isInstanceOf(InterruptedIOException.class);
        assertThat(part).doesNotExist();
    }

    @Test
    void written_outcomesOfAnEarlierAttemptInPlace_areThoseThatCount() throws IOException {
        assertThat(SliceWork.written(engine, 0, List.of(), first)).hasSize(2);
    }

    @Test
    void write_fileInPlace_stays() throws IOException {
        JobFolder job = engine.job().folder();
        org.apache.hadoop.fs.Path file = job.path("file");

        assertThat(job.write(engine.files(), file, out -> out.write('a'))).isTrue();
        assertThat(job.write(engine.files(), file, out -> out.write('b'))).isFalse();
        assertThat(folder.resolve("out/file")).hasContent("a");
    }
}
