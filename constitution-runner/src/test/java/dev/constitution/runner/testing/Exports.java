package dev.constitution.runner.testing;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.dataset.TokenCounter;
import dev.constitution.runner.display.RunSummary;
import dev.constitution.runner.export.ExportGates;
import dev.constitution.runner.export.FileExport;
import dev.constitution.runner.export.TrainTestSplit;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.format.FileKind;
import dev.constitution.runner.format.Trainers;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What is exported of a run. */
public final class Exports {
    private static final String TEST_SHARE = "--test-share=";

    private Exports() {}

    /** How the files of a form end that its readers take. */
    public static String ending(String form) {
        return form.equals("icai") ? ".csv" : ".jsonl";
    }

    /** By the command line. */
    public static CommandLineHarness.Result write(Path run, String form, Path to, String... more) {
        return CommandLineHarness.run(List.of("export", run.toString(), "--format=" + form, "--to=" + to), more);
    }

    /** The rows of a form in any file, also where the form's name is a trainer's that opens no such file. */
    public static CommandLineHarness.Result writeForm(Path run, String form, Path to, String... more) {
        boolean isTaken = Trainers.named(form)
                .map(trainer -> trainer.takes().contains(FileKind.of(to)))
                .orElse(true);
        return isTaken ? write(run, form, to, more) : writeAsAProgram(run, form, to, more);
    }

    private static CommandLineHarness.Result writeAsAProgram(Path run, String form, Path to, String... more) {
        Optional<TrainTestSplit> split = Stream.of(more)
                .filter(option -> option.startsWith(TEST_SHARE))
                .map(option -> new TrainTestSplit(Double.parseDouble(option.substring(TEST_SHARE.length()))))
                .findFirst();
        StringWriter said = new StringWriter();
        try (StoreView store = StoreView.of(run);
                ExportGates gates =
                        new ExportGates(OptionalDouble.empty(), split, Optional.empty(), TokenCounter.estimate())) {
            List<WrittenFile> files = new FileExport(store, ExportCatalog.of(form, store), to, split, gates).write();
            RunSummary.print(files, gates.report(), new PrintWriter(said, true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CommandLineHarness.Result(ExitCode.COMPLETE.number(), said.toString(), "");
    }
}
