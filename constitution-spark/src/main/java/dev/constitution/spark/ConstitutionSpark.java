package dev.constitution.spark;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.outcome.OutcomeKind;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** The program of {@code spark-submit}: the runner's {@code run} and {@code judge} on a cluster. */
public final class ConstitutionSpark {
    private static final String PLUGINS = "spark.plugins";

    private final SparkContext spark;
    private final List<String> words;

    private ConstitutionSpark(SparkContext spark, List<String> words) {
        this.spark = spark;
        this.words = words;
    }

    /**
     * Does a run, and ends the process with the runner's exit code unless every row is done and none failed.
     *
     * @param words as the runner's command line, {@code run --config=run.yaml} for example
     */
    public static void main(String... words) {
        SparkConf settings = new SparkConf().setAppName("constitution");
        SparkContext spark = SparkContext.getOrCreate(settings.set(PLUGINS, plugins(settings.get(PLUGINS, ""))));
        int code = new ConstitutionSpark(spark, List.of(words)).run();
        if (code != 0) {
            System.exit(code);
        }
    }

    /** What is said comes last, behind what Spark says of its end. */
    private int run() {
        SparkResult result;
        try {
            result = result();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCode.USAGE.number();
        } catch (RunStopException e) {
            System.err.println(e.getMessage());
            return e.stop().code().number();
        } catch (IOException e) {
            System.err.println("the prompts cannot be read, or the run's folder not written: " + e.getMessage()
                    + "; mend that, then run the same command again");
            return ExitCode.STORAGE.number();
        }
        System.out.println(result);
        return (result.rows().containsKey(OutcomeKind.FAILED.label()) ? ExitCode.FAILED_ROWS : ExitCode.COMPLETE)
                .number();
    }

    private SparkResult result() throws IOException {
        try {
            return new SparkRun(LazySpark.of(spark), words).execute();
        } finally {
            spark.stop();
        }
    }

    private static String plugins(String others) {
        String own = RateLeases.class.getName();
        return others.isEmpty() || others.contains(own) ? (others.isEmpty() ? own : others) : others + "," + own;
    }
}
