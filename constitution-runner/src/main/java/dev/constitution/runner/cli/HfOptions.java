package dev.constitution.runner.cli;

import dev.constitution.runner.base.ByteSizes;
import dev.constitution.runner.export.ExportGates;
import dev.constitution.runner.export.HfAddition;
import dev.constitution.runner.export.HfFolder;
import dev.constitution.runner.export.TrainTestSplit;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code export} writes a data set folder. */
@NoPartOfRun("it reads a run")
final class HfOptions {
    private static final String APPEND = "--append";
    private static final String FORCE = "--force";
    private static final String PART_SIZE = "--part-size";

    /** That of the hub's own library. */
    private static final String USUAL_PART_SIZE = "500MB";

    @Option(
            names = APPEND,
            description =
                    "For hf, add the run's rows to the folder that is there, as further files: none that it has is"
                            + " changed but the card. What it holds already is left out and counted; a prompt stays in the split"
                            + " that has it.")
    private boolean append;

    @Option(
            names = FORCE,
            description = "For hf, replace what another run, or a person in the card, has written in the folder.")
    private boolean force;

    @Option(
            names = "--license",
            paramLabel = "ID",
            defaultValue = HfAddition.OWN_LICENSE,
            description = "For hf, the data set's licence as Hugging Face names it, for example apache-2.0.")
    private String license;

    @Option(
            names = PART_SIZE,
            paramLabel = "SIZE",
            description =
                    "For hf, the size from which a split is written in parts, train_prefs-00000-of-00003 and so on:"
                            + " that of its rows as JSON Lines, in KB, MB or GB. Default: 500MB.")
    private @Nullable String partSize;

    /** What was asked for that makes no sense together. */
    List<String> faults() {
        return append && force
                ? List.of(APPEND + " replaces nothing that " + FORCE + " could; leave one of them out")
                : List.of();
    }

    /** What was asked for that another form than a folder has no place for. */
    List<String> faultsOfAFile() {
        return List.of(
                        Optional.ofNullable(partSize)
                                .map(size -> PART_SIZE + " is for hf; other forms are written as one file"),
                        Optional.of(APPEND + " is for hf; a file of another form is written whole")
                                .filter(said -> append),
                        Optional.of(FORCE + " is for hf; a file of another form is replaced as it is")
                                .filter(said -> force))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The rows to add to a folder that is there; null where a folder is written. */
    @Nullable
    HfAddition addition(StoreView store, Path folder, TrainTestSplit split) throws IOException {
        return append ? new HfAddition(store, folder, split, license) : null;
    }

    List<WrittenFile> write(StoreView store, Path folder, TrainTestSplit split, ExportGates gates) throws IOException {
        return new HfFolder(store, folder, split, license, gates, partBytes(), force).write();
    }

    long partBytes() {
        return ByteSizes.parse(PART_SIZE, partSize == null ? USUAL_PART_SIZE : partSize);
    }
}
