package dev.constitution.spark;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStopException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** The program of {@code spark-submit}: the runner's {@code run} and {@code judge} on a cluster. */
public final class ConstitutionSpark {
    private static final String PLUGINS = "spark.plugins";

    private ConstitutionSpark() {}

    /**
     * Does a run, and ends the process with the runner's exit code where it cannot be begun or stops.
     *
     * @param words as the runner's command line, {@code run --config=run.yaml} for example
     */
    public static void main(String... words) throws Exception {
        SparkConf settings = new SparkConf().setAppName("constitution");
        SparkContext spark = SparkContext.getOrCreate(settings.set(PLUGINS, plugins(settings.get(PLUGINS, ""))));
        int code = 0;
        try {
            SparkResult result = new SparkRun(LazySpark.of(spark), List.of(words)).execute();
            System.out.println(result);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            code = ExitCode.USAGE.number();
        } catch (RunStopException e) {
            System.err.println(e.getMessage());
            code = e.stop().code().number();
        } finally {
            spark.stop();
        }
        if (code != 0) {
            System.exit(code);
        }
    }

    private static String plugins(String others) {
        String own = RateLeases.class.getName();
        return others.isEmpty() || others.contains(own) ? (others.isEmpty() ? own : others) : others + "," + own;
    }
}
