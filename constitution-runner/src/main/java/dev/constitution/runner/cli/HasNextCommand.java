package dev.constitution.runner.cli;

import java.util.Optional;

/** A command that may leave a run to go on with. */
interface HasNextCommand {
    /** The command that goes on with its run; empty where it has none. */
    Optional<String> next();
}
