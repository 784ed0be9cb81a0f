package dev.constitution.runner.options;

import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.StoreFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A command that makes a run, in a folder, to go on with. */
public interface MakesRun {
    CommandSpec spec();

    RunOptions options();

    /** The run's folder; null where the command keeps none. */
    @Nullable
    Path folder();

    /** Whether it is the start of its run: one that was begun before is gone on with by what it was given then. */
    default boolean begins() {
        Path folder = folder();
        return !options().isBegun() && (folder == null || !Files.exists(folder.resolve(StoreFile.NAME)));
    }

    /** The command that goes on with its run; empty where it keeps none. */
    default Optional<String> next() {
        return Optional.ofNullable(folder()).map(this::again);
    }

    /** Says something beside the command's output. */
    default void say(String message) {
        spec().commandLine().getErr().println(message);
        spec().commandLine().getErr().flush();
    }

    /** The same command again, in a folder of its. */
    default String again(Path folder) {
        return NextCommand.again(arguments(), folder);
    }

    /** The command that goes on after what a run came to: by single calls where its batches cannot. */
    default String again(Path folder, RunResult result) {
        boolean byCalls = result.stopped().filter(RunStop::byCalls).isPresent();
        return byCalls ? NextCommand.again(BatchOptions.with(arguments(), false), folder) : again(folder);
    }

    private List<String> arguments() {
        return spec().root().commandLine().getParseResult().originalArgs();
    }
}
