package dev.constitution.spark;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * An input's lines of JSON, in its order: that of the files' names and of the rows in them. Spark reads a line of two objects as
 * the first, a file whose name begins with an underscore as empty, and a folder's files biggest first; here lines are what the
 * runner reads, and such files are refused.
 */
final class InputLines {
    private static final String STREAM = "_spark_metadata";
    private static final Set<String> TEXT = new TreeSet<>(List.of(".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"));

    private InputLines() {}

    /** The rows of a data set, as it has them. */
    static JavaRDD<byte[]> of(Dataset<Row> rows) {
        return rows.toJSON().toJavaRDD().map(line -> line.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The lines of a file, of a folder's files, or of those that a pattern names.
     *
     * @throws UsageException if there are none, or they cannot be read as JSON Lines or Parquet
     */
    static JavaRDD<byte[]> of(LazySpark spark, String location) throws IOException {
        Configuration hadoop = spark.hadoop();
        List<Path> files = files(hadoop, location);
        if (files.stream().allMatch(file -> file.getName().endsWith(".parquet"))) {
            return parquet(spark.session().get(), files);
        }
        List<String> faults = files.stream()
                .filter(file -> TEXT.stream().noneMatch(file.getName()::endsWith))
                .map(file -> file + ": is not named as JSON Lines; give .jsonl, .jsonl.gz or, alone, .parquet")
                .toList();
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
        Job read = Job.getInstance(hadoop);
        FileInputFormat.setInputPaths(read, files.toArray(Path[]::new));
        return spark.context()
                .newAPIHadoopRDD(read.getConfiguration(), TextInputFormat.class, LongWritable.class, Text.class)
                .map(line -> line._2.copyBytes());
    }

    private static JavaRDD<byte[]> parquet(SparkSession spark, List<Path> files) {
        Dataset<Row> rows = spark.read()
                .parquet(files.stream().map(Path::toString).toArray(String[]::new))
                .select(
                        functions.col("*"),
                        functions.col("_metadata.file_path").as("constitution_file"),
                        functions.col("_metadata.row_index").as("constitution_index"));
        return of(rows.orderBy("constitution_file", "constitution_index")
                .drop("constitution_file", "constitution_index"));
    }

    private static List<Path> files(Configuration hadoop, String location) throws IOException {
        Path pattern = Locations.path(location);
        FileSystem system = Locations.files(pattern, hadoop);
        FileStatus[] named = system.globStatus(pattern);
        if (named == null || named.length == 0) {
            throw new UsageException(location + ": there is no such file; check the path");
        }
        List<Path> files = new ArrayList<>();
        for (FileStatus one : named) {
            if (isHidden(one.getPath())) {
                throw new UsageException(one.getPath()
                        + ": Spark reads files whose names begin with _ or . as empty; give it" + " another name");
            }
            if (one.isFile()) {
                files.add(one.getPath());
                continue;
            }
            refuseStream(system, one.getPath());
            Arrays.stream(system.listStatus(one.getPath()))
                    .filter(file -> file.isFile() && !isHidden(file.getPath()))
                    .forEach(file -> files.add(file.getPath()));
        }
        if (files.isEmpty()) {
            throw new UsageException(location + ": there are no files in it; name a folder that holds some");
        }
        files.sort(Comparator.comparing(Path::toString));
        return files;
    }

    private static boolean isHidden(Path file) {
        return file.getName().startsWith("_") || file.getName().startsWith(".");
    }

    /** Refuses a folder that a stream has written, of which Spark reads what the stream has noted and nothing else. */
    static void refuseStream(FileSystem system, Path folder) throws IOException {
        if (system.exists(new Path(folder, STREAM))) {
            throw new UsageException(folder + ": a stream has written it (there is " + STREAM
                    + "), and rows added to it are not read; copy the rows that count into another folder");
        }
    }
}
