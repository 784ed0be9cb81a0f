package dev.constitution.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code constitution judge}: holds a judge, or a baseline, against people's labels. */
@Command(
        name = "judge",
        description = "Judges answers that people have labelled, and says how far judge and people agree.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class JudgeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PairOptions pairs;

    @Option(
            names = "--baseline",
            paramLabel = "RULE",
            description = "Ask no model: prefer the longer, shorter or first answer, or a random one.")
    private @Nullable Baseline baseline;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "What all draws derive from. Default: 0.")
    private long seed;

    @Option(names = "--limit", paramLabel = "N", description = "Judge the first N rows only.")
    private @Nullable Long limit;

    @Option(names = "--json", fallbackValue = "true", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        OptionalLong rows = limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
        print(BaselineJudging.score(pairs.source(), java.util.Objects.requireNonNull(baseline), seed, rows));
        return ExitCode.COMPLETE.number();
    }

    private void print(JudgeScore score) {
        PrintWriter err = spec.commandLine().getErr();
        score.rows().named().forEach(line -> err.println(Words.shown(line)));
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JudgeScoreJson.of(score));
            out.flush();
        } else {
            JudgeScoreText.print(score, out);
        }
    }
}
