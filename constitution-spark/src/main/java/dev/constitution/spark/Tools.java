package dev.constitution.spark;

import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import java.io.IOException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/** Counts rows that define tools over the whole input, for a run with a model that cannot be told of them. */
final class Tools {
    private Tools() {}

    /** @param slices their numbers, in few parts */
    static long rows(JavaRDD<Long> slices, Broadcast<byte[]> job) {
        return slices.map(slice -> rows(Engine.of(job), slice)).collect().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long rows(Engine engine, long slice) throws IOException {
        long rows = 0;
        try (PromptReader prompts = engine.prompts(slice)) {
            while (prompts.hasNext()) {
                boolean has = prompts.next() instanceof InputRow.Read read
                        && !read.prompt().tools().isEmpty();
                rows += has ? 1 : 0;
            }
        }
        return rows;
    }
}
