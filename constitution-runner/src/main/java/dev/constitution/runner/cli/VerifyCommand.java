package dev.constitution.runner.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.display.DatasetText;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.display.SalvageText;
import dev.constitution.runner.export.DatasetFolder;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.RecordedCommand;
import dev.constitution.runner.salvage.Salvage;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.verify.DatasetVerdict;
import dev.constitution.runner.verify.DatasetVerifier;
import dev.constitution.runner.verify.FilesBeforeRepair;
import dev.constitution.runner.verify.Finding;
import dev.constitution.runner.verify.RunVerifier;
import dev.constitution.runner.verify.Verdict;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution verify}: proves that a run's folder is sound, and mends what is not. */
@Command(
        name = "verify",
        description =
                "Checks that a run's folder is sound: nothing damaged, lost, doubled or made up. So it does of a data"
                        + " set folder. Makes no call.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:sound, and nothing is left to do",
            "2:there is no run in the folder",
            "4:sound, and rows or files are left; the run's command goes on",
            "7:not sound; --repair sets aside what is damaged, and the run's command makes it again"
        })
@NoPartOfRun("it reads a run")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The run's folder, or a data set folder that export --format hf has written.")
    private Path directory;

    @Option(
            names = "--repair",
            description = "Set damaged records aside, so that the run's command asks again for what is lost and for no"
                    + " more; then check again.")
    private boolean repair;

    @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"status\": …}.")
    private boolean json;

    /** What was found, as it stands in JSON. */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Shown(
            int version,
            String status,
            int exitCode,
            long rows,
            long outcomes,
            long calls,
            long found,
            List<Finding> findings,
            List<String> left,
            List<String> notes,
            List<String> repaired,
            Optional<String> goOn) {}

    @Override
    public Integer call() throws IOException {
        if (DatasetFolder.isOne(directory)) {
            return verifyDataset();
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> repaired = new ArrayList<>();
        Consumer<String> said = line -> {
            repaired.add(line);
            if (!json) {
                out.println(FaultText.printable(line));
            }
        };
        try {
            if (repair) {
                Salvage.repair(directory)
                        .ifPresent(report -> SalvageText.lines(directory.resolve(StoreFile.NAME), report)
                                .forEach(said));
            }
            try (StoreView store = repair ? RunStore.openToRepair(directory) : StoreView.toVerify(directory)) {
                return verify(store, repaired, said, out);
            }
        } catch (CorruptStoreException e) {
            return unreadable(e, repaired, out);
        } finally {
            out.flush();
        }
    }

    private int verifyDataset() throws IOException {
        if (repair) {
            throw new UsageException(
                    directory + ": is a data set, which is not repaired; restore it from a copy, fetch it again if it"
                            + " was uploaded, or export anew");
        }
        PrintWriter out = spec.commandLine().getOut();
        DatasetVerdict verdict = new DatasetVerifier(directory).verify();
        DatasetText.print(verdict, json, out);
        out.flush();
        return verdict.exitCode().number();
    }

    private int verify(StoreView store, List<String> repaired, Consumer<String> said, PrintWriter out)
            throws IOException {
        store.notice().ifPresent(spec.commandLine().getErr()::println);
        RunVerifier verifier = new RunVerifier(store, directory);
        Verdict verdict = verifier.verify();
        if (store instanceof RunStore work && !(verdict.isSound() && repaired.isEmpty())) {
            if (!json && !verdict.isSound()) {
                print(verdict, out);
            }
            verifier.repair(work, said);
            verdict = verifier.verify();
            if (verdict.outcomes() < verdict.rows()) {
                FilesBeforeRepair.keep(directory, said);
                verdict = verifier.verify();
            }
        }
        List<String> goOn = goOn(verdict, store);
        if (json) {
            out.println(Json.line(shown(verdict, repaired, goOn)));
        } else {
            print(verdict, out);
            out.println(verdict.inWords());
            if (!goOn.isEmpty()) {
                out.println("\n" + (verdict.isSound() ? NextCommand.toGoOn(goOn.get(0)) : NextCommand.toMend(goOn)));
            }
        }
        return verdict.exitCode().number();
    }

    /** A store that cannot be looked into is not sound either. */
    private int unreadable(CorruptStoreException fault, List<String> repaired, PrintWriter out) {
        String message = String.valueOf(fault.getMessage());
        List<String> goOn =
                !repair && Salvage.mayHelp(directory) ? List.of(NextCommand.mend(directory)) : List.<String>of();
        Verdict none = new Verdict(
                0,
                0,
                0,
                List.of(new Finding(message, goOn.isEmpty() ? "restore it from a copy" : "--repair makes a new one")),
                1,
                List.of(),
                List.of());
        if (json) {
            out.println(Json.line(shown(none, repaired, goOn)));
        } else {
            spec.commandLine().getErr().println(FaultText.message(message));
            spec.commandLine().getErr().flush();
            out.println(none.inWords());
            if (!goOn.isEmpty()) {
                out.println("\n" + NextCommand.toMend(goOn));
            }
        }
        return none.exitCode().number();
    }

    private static void print(Verdict verdict, PrintWriter out) {
        out.println(Words.count(verdict.rows(), "row") + ", " + Words.count(verdict.outcomes(), "outcome") + ", "
                + Words.count(verdict.calls(), "call"));
        if (verdict.found() > 0) {
            out.println(FaultText.list(
                    verdict.findings().stream().map(Finding::toString).toList(), verdict.found()));
        }
        verdict.left().forEach(left -> out.println(FaultText.printable(left)));
        verdict.notes().forEach(note -> out.println("note: " + FaultText.printable(note)));
    }

    /** The commands that mend what was found and do what is left. */
    private List<String> goOn(Verdict verdict, StoreView store) {
        if (verdict.exitCode() == ExitCode.COMPLETE || store.isAtWork()) {
            return List.of();
        }
        List<String> commands = new ArrayList<>();
        if (!verdict.isSound() && !repair) {
            commands.add(NextCommand.mend(directory));
        }
        runs(store).ifPresent(commands::add);
        return commands;
    }

    /** The run's own command; empty where it is lost, or was none. */
    private Optional<String> runs(StoreView store) {
        try {
            return Optional.of(RunManifest.of(store).command())
                    .filter(command -> !command.isEmpty())
                    .map(command ->
                            NextCommand.again(RecordedCommand.with(command, "--out", directory.toString()), directory));
        } catch (CorruptStoreException e) {
            return Optional.empty();
        }
    }

    private static Shown shown(Verdict verdict, List<String> repaired, List<String> goOn) {
        return new Shown(
                1,
                verdict.exitCode().name().toLowerCase(Locale.ROOT),
                verdict.exitCode().number(),
                verdict.rows(),
                verdict.outcomes(),
                verdict.calls(),
                verdict.found(),
                verdict.findings(),
                verdict.left(),
                verdict.notes(),
                repaired,
                goOn.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", goOn)));
    }
}
