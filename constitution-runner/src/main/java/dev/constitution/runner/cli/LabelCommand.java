package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.export.RunFileGuard;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.label.LabelExport;
import dev.constitution.runner.label.LabelFigures;
import dev.constitution.runner.label.LabelFiguresJson;
import dev.constitution.runner.label.LabelFiguresText;
import dev.constitution.runner.label.LabelImport;
import dev.constitution.runner.store.RunStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution label}: what people say of a run's answers. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = "Have people compare a run's answers, blind, and see how far they and the judge agree.")
@NoPartOfRun("labels decide no answer")
final class LabelCommand implements Runnable {
    private static final String LABELS = "labels";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: serve, status, import or export");
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Take labels from files, all or none. What is there already is not doubled.")
    int importFrom(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON Lines, as a report's page gives them.")
                    List<Path> files)
            throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            LabelImport.Result result = new LabelImport(store).from(files);
            err().println(Words.count(result.added(), "label") + " added, " + result.changed() + " changed, "
                    + result.known() + " known already");
            return ExitCode.COMPLETE.number();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Write labels as JSON Lines, or the pairs that people chose or wrote.")
    int export(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory,
            @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.") @Nullable Path out,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            defaultValue = LABELS,
                            description =
                                    "labels (default), which label import reads; or pairs in a form of constitution"
                                            + " export: native, trl, …")
                    String form)
            throws IOException {
        if (out != null) {
            RunFileGuard.requireNoneOfAnyRun(out);
        }
        try (RunStore store = RunStore.openExisting(directory)) {
            LabelExport export = new LabelExport(store);
            List<String> lines = new ArrayList<>();
            if (form.equals(LABELS)) {
                lines.addAll(export.lines());
                err().println(Words.count(lines.size(), "label"));
            } else {
                LabelExport.Result result = export.pairs(ExportCatalog.of(form, store), lines);
                err().println(Words.count(result.written(), "line") + "; " + Words.count(result.leftOut(), "label")
                        + " without a pair of this form");
            }
            if (out == null) {
                lines.forEach(out()::println);
                out().flush();
            } else {
                LabelExport.write(lines, out);
            }
            return ExitCode.COMPLETE.number();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show how many labels there are, by whom, and how far people and the judge agree.")
    int status(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory,
            @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"labels\": …}.") boolean json)
            throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            LabelFigures figures = LabelFigures.of(store);
            if (json) {
                out().println(LabelFiguresJson.of(figures));
            } else {
                LabelFiguresText.print(figures, out());
            }
            out().flush();
            return ExitCode.COMPLETE.number();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
