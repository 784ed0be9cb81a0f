package dev.constitution.runner.options;

import java.util.Optional;

/** A command that makes a run, in a folder, to go on with. */
public interface MakesRun {
    RunOptions options();

    /** The command that goes on with its run; empty where it has none. */
    Optional<String> next();
}
