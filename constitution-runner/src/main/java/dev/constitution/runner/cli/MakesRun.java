package dev.constitution.runner.cli;

import java.util.Optional;

/** A command that makes a run, in a folder, to go on with. */
interface MakesRun {
    RunOptions options();

    /** The command that goes on with its run; empty where it has none. */
    Optional<String> next();
}
