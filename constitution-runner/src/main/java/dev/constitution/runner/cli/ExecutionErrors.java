package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.salvage.Salvage;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.source.FaultText;
import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Says in words what ended a command; only the unforeseen shows its stack, in the log. */
final class ExecutionErrors implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionErrors.class);

    /** What is said of a failure, and how the program ends. */
    private record Ending(ExitCode code, String message) {
        static Ending of(Exception failure) {
            String message = String.valueOf(failure.getMessage());
            if (failure instanceof UsageException
                    || failure instanceof FaultyFileException
                    || failure instanceof IllegalArgumentException) {
                return new Ending(ExitCode.USAGE, message);
            } else if (failure instanceof NoSuchFileException missing) {
                return new Ending(ExitCode.USAGE, missing.getFile() + ": there is no such file; check the path");
            } else if (failure instanceof FileAlreadyExistsException inTheWay) {
                return new Ending(ExitCode.USAGE, inTheWay.getFile() + ": is a file; name a folder");
            } else if (failure instanceof AccessDeniedException denied) {
                return new Ending(ExitCode.USAGE, denied.getFile() + ": access is denied; check its permissions");
            } else if (failure instanceof CorruptStoreException) {
                return new Ending(ExitCode.CORRUPT, message);
            } else if (failure instanceof StoreException || failure instanceof UncheckedIOException) {
                return new Ending(ExitCode.STORAGE, message);
            } else if (failure instanceof IOException) { // files that the program itself makes, and disks
                LOG.debug("the command failed", failure);
                return new Ending(
                        ExitCode.STORAGE, failure instanceof FileSystemException ? message : failure.toString());
            } else if (failure instanceof InterruptedException) {
                return new Ending(ExitCode.INTERRUPTED, "interrupted");
            }
            LOG.debug("the command failed", failure);
            return new Ending(ExitCode.ERROR, failure.toString());
        }
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure, command);
    }

    /** Prints what is to be said of a command's failure, and returns the exit code. */
    static int tell(Exception failure, CommandLine command) {
        Ending ending = Ending.of(failure);
        PrintWriter err = command.getErr();
        err.println(FaultText.message(ending.message()));
        Optional<String> again = command.getCommand() instanceof MakesRun run ? run.next() : Optional.empty();
        Optional<Path> folder = folder(failure, command.getCommandSpec());
        if (ending.code() == ExitCode.CORRUPT && folder.filter(Salvage::mayHelp).isPresent()) {
            List<String> commands = new ArrayList<>(List.of(NextCommand.mend(folder.get())));
            again.ifPresent(commands::add);
            err.println("\n" + NextCommand.toMend(commands));
        } else if (ending.code() != ExitCode.USAGE && ending.code() != ExitCode.CORRUPT) {
            again.ifPresent(next -> err.println("\n" + NextCommand.toGoOn(next)));
        }
        err.flush();
        return ending.code().number();
    }

    /** The run's folder that {@code verify} may mend, where it is not that which failed. */
    private static Optional<Path> folder(Exception failure, CommandSpec command) {
        if (failure instanceof CorruptStoreException corrupt && corrupt.folder().isPresent()) {
            return corrupt.folder();
        }
        if (command.userObject() instanceof VerifyCommand) {
            return Optional.empty();
        }
        OptionSpec out = command.findOption("--out");
        Stream<ArgSpec> folders = Stream.concat(
                Stream.ofNullable(out),
                command.positionalParameters().stream()
                        .filter(parameter -> parameter.paramLabel().equals("DIR")));
        return folders.map(one -> one.<Object>getValue())
                .filter(Path.class::isInstance)
                .map(Path.class::cast)
                .findFirst();
    }
}
