package dev.constitution.spark;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptIds;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Finds rows of one id over the whole input, before any call: those without an id are told apart as the runner does. */
final class Ids {
    /** More repeated prompts would not fit an executor's memory beside its work. */
    private static final int MOST_REPEATED = 1_000_000;

    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("row", DataTypes.LongType)
            .add("made", DataTypes.BooleanType);

    private Ids() {}

    /**
     * The rows without an id that repeat an earlier one, with which they are of their kind, from 2.
     *
     * @throws UsageException if two rows were given one id, with the lines of both
     */
    static Map<Long, Integer> repeated(SparkSession spark, JavaRDD<Long> slices, Broadcast<byte[]> job) {
        Dataset<Row> ids = spark.createDataFrame(slices.flatMap(slice -> ids(Engine.of(job), slice)), SCHEMA);
        Iterator<Row> groups = ids.groupBy("id")
                .agg(
                        functions.sort_array(functions.collect_list("row")).as("rows"),
                        functions.bool_and(functions.col("made")).as("made"))
                .where(functions.size(functions.col("rows")).gt(1))
                .toLocalIterator();
        Map<Long, Integer> occurrences = new HashMap<>();
        List<String> faults = new ArrayList<>();
        while (groups.hasNext()) {
            Row group = groups.next();
            List<Long> rows = group.getList(1);
            for (int i = 1; i < rows.size(); i++) {
                if (group.getBoolean(2)) {
                    occurrences.put(rows.get(i), i + 1);
                } else {
                    faults.add("line " + (rows.get(i) + 1) + " has the id \"" + group.getString(0) + "\" of line "
                            + (rows.get(0) + 1) + "; give each its own, or leave ids out");
                }
            }
            if (occurrences.size() > MOST_REPEATED) {
                throw new UsageException("more than " + MOST_REPEATED
                        + " rows without an id repeat an earlier one; give each row an id, or take them out");
            }
        }
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
        return occurrences;
    }

    private static Iterator<Row> ids(Engine engine, long slice) throws IOException {
        List<Row> ids = new ArrayList<>();
        try (PromptReader prompts = PromptReader.ofPiece(
                engine.source(), engine.files().open(engine.job().folder().slice(slice)))) {
            while (prompts.hasNext()) {
                if (prompts.next() instanceof InputRow.Read read) {
                    String id = read.prompt().id();
                    ids.add(RowFactory.create(
                            id,
                            slice * engine.job().sliceRows() + read.line() - 1,
                            id.equals(PromptIds.of(read.prompt().messages()))));
                }
            }
        }
        return ids.iterator();
    }
}
