package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.run.RunVerifier;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution verify}: proves that a run's folder is sound, and sets damaged records aside. */
@Command(
        name = "verify",
        description = "Checks that a run's folder is sound: nothing damaged, lost, doubled or made up. Makes no call.",
        mixinStandardHelpOptions = true)
@NoPartOfRun("it reads a run")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Option(
            names = "--repair",
            description = "Set damaged records aside, so that the run's command makes their rows again.")
    private boolean repair;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (RunStore store = RunStore.openExisting(directory)) {
            RunVerifier.Verdict verdict = new RunVerifier(store, directory).verify();
            out.println(Words.count(verdict.rows(), "row") + ", " + Words.count(verdict.outcomes(), "outcome") + ", "
                    + Words.count(verdict.calls(), "call"));
            verdict.faults().forEach(fault -> out.println(FaultText.printable(fault)));
            if (repair) {
                repair(store, verdict, out);
            }
            out.println(verdict.faults().isEmpty() ? "sound" : "not sound");
            out.flush();
            return (verdict.faults().isEmpty() ? ExitCode.COMPLETE : ExitCode.CORRUPT).number();
        }
    }

    private static void repair(RunStore store, RunVerifier.Verdict verdict, PrintWriter out) {
        for (StoredRecords.Checked<?> record : verdict.damaged()) {
            store.writer().setAside(record, "damaged");
            out.println("set aside: the " + record);
        }
        if (verdict.damaged().stream().anyMatch(record -> record.isOfLabel())) {
            out.println("damaged labels are gone: ask who gave them again, or import them again");
        }
        if (verdict.damaged().stream().anyMatch(record -> !record.isOfLabel())) {
            out.println("the run's command makes these rows again");
        }
    }
}
