package dev.constitution.runner.verify;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.ChangedRows;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputScan;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.store.RunManifest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the prompts that a folder keeps against what the run noted of them. */
final class InputCheck implements Check {
    private static final String MEND = "the run's command, with the prompts as they were, puts them in place again";

    private final Folder folder;
    private final Findings found = new Findings();
    private Optional<InputScan> other = Optional.empty();

    InputCheck(Folder folder) {
        this.folder = folder;
    }

    /** The rows; null where there are none to be read. */
    @Nullable
    PromptReader open() throws IOException {
        if (folder.manifest().isEmpty()) {
            return null;
        }
        RunManifest manifest = folder.manifest().get();
        try {
            InputFile input = file(manifest);
            if (!input.is(manifest.input())) {
                other = Optional.of(input.scan());
            }
            return input.rows();
        } catch (UsageException e) {
            found.add(String.valueOf(e.getMessage()), MEND);
            return null;
        }
    }

    /** Takes how many rows there are. */
    void requireRows(long rows) {
        RunManifest manifest = folder.manifest().orElseThrow();
        if (isTheRuns() && rows != manifest.rows()) {
            found.add(
                    file(manifest) + ": has " + rows + " rows, the run noted " + manifest.rows(),
                    "this version reads the file otherwise than the one that began the run; go on with that one");
        }
    }

    @Override
    public void check(Findings findings) {
        findings.addAll(found);
    }

    /** Whether the rows are those of the run. */
    boolean isTheRuns() {
        return other.isEmpty();
    }

    /**
     * Tells of rows that are not.
     *
     * @param done which of the rows that are done are others
     */
    void tell(ChangedRows done, Findings findings) throws IOException {
        if (other.isPresent()) {
            RunManifest manifest = folder.manifest().orElseThrow();
            InputFile kept = file(manifest);
            findings.add(
                    kept + ": is not the input of this run; its SHA-256 is "
                            + other.get().sha256() + ", the run's was " + manifest.input() + "; "
                            + original(manifest, kept).orElse("of the rows that are done: " + done.inWords()),
                    MEND);
        }
    }

    private InputFile file(RunManifest manifest) {
        return RunInput.file(manifest.source(), folder.directory());
    }

    /** How the rows differ from the file that the run was given, where that is still what it was. */
    private static Optional<String> original(RunManifest manifest, InputFile kept) throws IOException {
        try {
            InputFile given = new InputFile(manifest.source());
            return manifest.source().isStandardInput() || !given.scan().is(manifest.input())
                    ? Optional.empty()
                    : Optional.of(ChangedRows.between(given, kept).inWords());
        } catch (UsageException e) {
            return Optional.empty(); // it is gone, or can no longer be read
        }
    }
}
