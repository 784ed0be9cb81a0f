package dev.constitution.runner.verify;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.run.LastStop;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunManifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says what a run that did not come to its end has still to do. */
final class ProgressCheck implements Check {
    private final Folder folder;

    ProgressCheck(Folder folder) {
        this.folder = folder;
    }

    @Override
    public void check(Findings findings) throws IOException {
        if (folder.manifest().isEmpty()) {
            checkThatNothingWasBegun(findings);
            return;
        }
        RunManifest manifest = folder.manifest().get();
        long left = left(folder, manifest);
        if (left > 0) {
            findings.left((folder.store().waited().isPresent() ? "interrupted: " : "not finished: ")
                    + Words.count(left, "row") + " of " + manifest.rows() + (left == 1 ? " is" : " are") + " left");
        }
        folder.read(LastStop::in).filter(why -> left > 0).ifPresent(why -> findings.left("it stopped: " + why));
        int waiting = folder.store().waited().orElse(0);
        if (waiting > 0) {
            findings.left(Words.count(waiting, "answer") + (waiting == 1 ? " waits" : " wait")
                    + " in the answer log; the run's command takes " + (waiting == 1 ? "it" : "them") + " over");
        }
    }

    /** Rows without an outcome, of those that were to be done. */
    static long left(Folder folder, RunManifest manifest) {
        return folder.read(store -> Optional.of(RowsToDo.of(store, manifest)))
                .orElseGet(() -> RowsToDo.of(folder.store(), manifest.rows(), manifest.rows()))
                .left();
    }

    /** A store that holds nothing belongs to a run that ended before it began, unless there is what one has made. */
    private void checkThatNothingWasBegun(Findings findings) throws IOException {
        if (!folder.store().isUntouched()) {
            return; // its settings are named
        }
        try (DirectoryStream<Path> made = Files.newDirectoryStream(folder.directory(), "*.jsonl")) {
            if (made.iterator().hasNext()) {
                findings.add(
                        folder.store().file() + ": holds no run, but its folder has output of one",
                        "restore it from a copy, or name another folder");
            } else {
                findings.left("the run ended before it began");
            }
        }
    }
}
