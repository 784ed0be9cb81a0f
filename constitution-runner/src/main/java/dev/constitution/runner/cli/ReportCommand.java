package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.measure.CountedLooks;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.report.RunReport;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution report}: a run as one HTML file. */
@Command(
        name = "report",
        description =
                "Writes a run, a judged run or an experiment as one HTML file that opens from disk and asks the network"
                        + " for nothing: figures, rows with what changed, filters, search, and pairs to label. Makes no call.",
        mixinStandardHelpOptions = true)
@NoPartOfRun("it reads a run")
final class ReportCommand implements Callable<Integer> {
    private static final String FILE = "report.html";
    private static final String ALL = "all";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write. Default: " + FILE + " in DIR.")
    private @Nullable Path out;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "" + RunReport.DEFAULT_ROWS,
            description =
                    "Of how many rows the texts are in the file, or all. Where the run has more, some are drawn of every"
                            + " outcome, disagreement, principle and preferred arm; the list has all rows in any case. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String rows;

    @Override
    public Integer call() throws IOException {
        int most = most();
        Path file = out == null ? directory.resolve(FILE) : out;
        SymbolicLinks.refuse(file);
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(spec.commandLine().getErr()::println);
            RunReport.Written written = RunReport.write(store, directory, file, most);
            CountedLooks.add(store);
            PrintWriter messages = spec.commandLine().getOut();
            messages.printf(
                    Locale.ROOT,
                    "%s: %s, the texts of %,d; %.1f MB%n",
                    Words.shown(file.toString()),
                    Words.count(written.rows(), "row"),
                    written.texts(),
                    written.bytes() / 1e6);
            messages.flush();
        }
        return ExitCode.COMPLETE.number();
    }

    private int most() {
        if (rows.equals(ALL)) {
            return Integer.MAX_VALUE;
        }
        if (!rows.matches("\\d{1,9}") || Integer.parseInt(rows) == 0) {
            throw new UsageException("--rows: must be a number above 0, or all, got \"" + rows + "\"");
        }
        return Integer.parseInt(rows);
    }
}
