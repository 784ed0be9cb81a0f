package dev.constitution.runner.score;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputScan;
import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.input.PromptIds;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import java.io.IOException;
import java.util.OptionalLong;

/** Holds a baseline against people's labels, row by row in constant memory. */
public final class BaselineJudging {
    private BaselineJudging() {}

    /**
     * Reads the pairs and judges those that a model could be asked about, so that both are held against the same ones.
     *
     * @param limit read no more rows than this
     * @param strict whether a file with rows that cannot be used is refused
     * @throws UsageException if the file cannot be used, as for a model's run
     */
    public static JudgeScore score(
            PromptSource source, Baseline baseline, long seed, OptionalLong limit, boolean strict)
            throws IOException, InterruptedException {
        LabelledRows rows = new LabelledRows(source.location());
        Agreement agreement = new Agreement();
        try (PromptIds ids = new PromptIds();
                ReadableSource input = ReadableSource.of(source)) {
            InputFile file = input.file();
            InputScan scan = file.scan();
            scan.requireRows(source.location());
            scan.requireUniqueIds(source.location());
            if (strict) {
                scan.requireAllReadable(source.location());
            }
            String form = rows.readAll(file, limit.orElse(Long.MAX_VALUE), pair -> {
                if (pair.hasPrompt()) {
                    String id = pair.id() == null ? ids.next(pair.prompt()) : pair.id();
                    agreement.add(pair, baseline.of(pair, id, seed));
                }
            });
            return JudgeScore.ofRule(form, "baseline " + baseline.label(), rows, agreement);
        }
    }
}
