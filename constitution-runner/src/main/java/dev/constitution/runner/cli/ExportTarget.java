package dev.constitution.runner.cli;

import dev.constitution.runner.export.FileExport;
import dev.constitution.runner.export.TrainTestSplit;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.format.FileKind;
import dev.constitution.runner.format.Trainer;
import dev.constitution.runner.format.Trainers;
import dev.constitution.runner.store.StoreView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code export} writes to: standard output, a file, a data set folder, or the folder that a trainer reads.
 *
 * @param format a form's name, or a trainer's
 * @param to a file or a folder; - is standard output
 */
record ExportTarget(String format, String to) {
    private static final double FOLDER_TEST_SHARE = 0.05;

    boolean isStream() {
        return to.equals("-");
    }

    /** Whether a data set folder is written. */
    boolean isFolder() {
        return format.equals(ExportCatalog.FOLDER);
    }

    /** Whether the trainer reads a folder, and no file is named in its place. */
    boolean isTrainerFolder() {
        return !isStream()
                && !FileExport.hasEnding(path())
                && Trainers.named(format).filter(Trainer::isFolder).isPresent();
    }

    Path path() {
        return Path.of(to);
    }

    /**
     * How its rows are parted; empty where all go into one file.
     *
     * @param testShare the share of the prompts that was asked for; null where none was
     */
    Optional<TrainTestSplit> split(@Nullable Double testShare) {
        if (isTrainerFolder()) {
            return Optional.of(TrainTestSplit.withValidation(testShare == null ? FOLDER_TEST_SHARE : testShare));
        }
        return Optional.ofNullable(testShare == null && isFolder() ? (Double) FOLDER_TEST_SHARE : testShare)
                .map(TrainTestSplit::new);
    }

    /** What standard output cannot take. */
    List<String> faultsOfAStream(@Nullable Double testShare) {
        if (!isStream()) {
            return List.of();
        } else if (isFolder()) {
            return List.of("hf is a folder; name one with --to");
        }
        return testShare == null ? List.of() : List.of("--test-share writes two files; name one with --to");
    }

    /** What a file or folder of this name cannot be, for the form or its reader. */
    List<String> faultsOfAFile(StoreView store) {
        List<String> faults = new ArrayList<>();
        if (!isStream()) {
            FileKind kind = isTrainerFolder() ? FileKind.FOLDER : FileKind.of(path());
            Trainers.named(format)
                    .flatMap(trainer -> trainer.fault(path(), kind))
                    .ifPresent(faults::add);
            if (!isFolder() && !isTrainerFolder()) {
                faults.addAll(FileExport.faults(ExportCatalog.of(format, store), path()));
            }
        }
        return faults;
    }
}
