package dev.constitution.runner.options;

import dev.constitution.runner.display.NextCommand;
import java.nio.file.Path;
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
        return NextCommand.again(spec().root().commandLine().getParseResult().originalArgs(), folder);
    }
}
