package dev.constitution.spark;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Counts rows of a kind over the whole input, before any call. */
final class RowCount {
    private RowCount() {}

    /** @param slices their numbers, in few parts */
    static long of(JavaRDD<Long> slices, Broadcast<byte[]> job, Function<Prompt, Boolean> kind) {
        return slices.map(slice -> ofSlice(Engine.of(job), slice, kind)).collect().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long ofSlice(Engine engine, long slice, Function<Prompt, Boolean> kind) throws Exception {
        long rows = 0;
        try (PromptReader prompts = engine.prompts(slice)) {
            while (prompts.hasNext()) {
                boolean isOne = prompts.next() instanceof InputRow.Read read && kind.call(read.prompt());
                rows += isOne ? 1 : 0;
            }
        }
        return rows;
    }
}
