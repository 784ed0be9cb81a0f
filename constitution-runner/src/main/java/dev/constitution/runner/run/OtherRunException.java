package dev.constitution.runner.run;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A folder holds a run that differs from the one that was to go on there. */
public final class OtherRunException extends UsageException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient List<RunSettings.Difference> differences;
    private final transient RunManifest before;
    private final transient Optional<String> changedRows;

    OtherRunException(
            Path directory,
            List<RunSettings.Difference> differences,
            RunManifest before,
            Optional<String> changedRows) {
        super(directory + ": holds a run of other settings:\n  "
                + differences.stream().map(RunSettings.Difference::toString).collect(Collectors.joining("\n  "))
                + changedRows.map(rows -> "\nof the prompts, " + rows).orElse("")
                + "\ngive the same settings to go on with it, or name another --out (with --fork " + directory
                + " there, it reuses the answers that still apply)");
        this.directory = directory;
        this.differences = List.copyOf(differences);
        this.before = before;
        this.changedRows = changedRows;
    }

    /** Which rows of the prompts are others, in one clause; empty where they are the same, or that is not known. */
    public Optional<String> changedRows() {
        return changedRows;
    }

    public Path directory() {
        return directory;
    }

    public List<RunSettings.Difference> differences() {
        return differences;
    }

    /** The run that the folder holds. */
    public RunManifest before() {
        return before;
    }
}
