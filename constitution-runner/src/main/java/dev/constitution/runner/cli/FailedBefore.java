package dev.constitution.runner.cli;

import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.store.OutcomeJson;
import dev.constitution.runner.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What failed in a folder's run, for a command that does such rows again when it is given again. */
final class FailedBefore {
    private FailedBefore() {}

    /** The kinds of failure that another try may mend; none where the pairs are others by now, which the run then says. */
    static List<String> kinds(Path folder, PromptSource source) throws IOException {
        Optional<StoredRun> before = StoredRun.in(folder);
        List<String> failures = StoredRun.failures(folder).stream()
                .filter(kind -> !kind.equals(OutcomeJson.BAD_INPUT))
                .toList();
        if (before.isEmpty() || failures.isEmpty()) {
            return List.of();
        }
        try (ReadableSource input = ReadableSource.of(source)) {
            boolean same = new InputFile(input.source())
                    .scan()
                    .is(before.get().manifest().input());
            return same ? failures : List.of();
        }
    }
}
