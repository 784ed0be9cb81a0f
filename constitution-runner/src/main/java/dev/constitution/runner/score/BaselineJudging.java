package dev.constitution.runner.score;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.input.PromptIds;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.PairReader;
import java.io.IOException;
import java.util.OptionalLong;

/** Holds a baseline against people's labels, row by row in constant memory. */
public final class BaselineJudging {
    private BaselineJudging() {}

    /**
     * Reads the pairs and judges them.
     *
     * @param limit read no more rows than this
     * @throws UsageException if the file cannot be used
     */
    public static JudgeScore score(PromptSource source, Baseline baseline, long seed, OptionalLong limit)
            throws IOException, InterruptedException {
        LabelledRows rows = new LabelledRows(source.location());
        Agreement agreement = new Agreement();
        try (PromptIds ids = new PromptIds();
                ReadableSource input = ReadableSource.of(source);
                PairReader reader = new InputFile(input.source()).pairs()) {
            PairReader.Row row = reader.next();
            while (row != null && rows.rows() < limit.orElse(Long.MAX_VALUE)) {
                rows.add(row);
                LabelledPair pair = row.pair();
                if (pair != null) {
                    String id = pair.id() == null ? ids.next(pair.prompt()) : pair.id();
                    agreement.add(pair, baseline.of(pair, id, seed));
                }
                row = reader.next();
            }
            return JudgeScore.ofRule(reader.format().label(), "baseline " + baseline.label(), rows, agreement);
        }
    }
}
