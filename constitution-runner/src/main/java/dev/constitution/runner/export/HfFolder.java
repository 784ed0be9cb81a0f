package dev.constitution.runner.export;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as a Hugging Face dataset folder: preference pairs, where it has some, and conversations, each for training and for
 * testing, a card and a manifest. Nothing in it depends on the clock.
 */
public final class HfFolder {
    private final StoreView store;
    private final Path folder;
    private final TrainTestSplit split;
    private final String license;
    private final ExportGates gates;
    private final long partBytes;
    private final boolean replaces;

    /**
     * @param license as Hugging Face names licences
     * @param partBytes a split of more than this, as JSON Lines, is written in parts
     * @param replaces whether what another run, or a person, has written in the folder goes
     */
    public HfFolder(
            StoreView store,
            Path folder,
            TrainTestSplit split,
            String license,
            ExportGates gates,
            long partBytes,
            boolean replaces) {
        requireLicense(license);
        if (Files.isRegularFile(folder)) {
            throw new UsageException(folder + ": is a file; name a folder");
        }
        this.store = store;
        this.folder = folder;
        this.split = split;
        this.license = license;
        this.gates = gates;
        this.partBytes = partBytes;
        this.replaces = replaces;
    }

    /** @throws UsageException if it is no name of a licence */
    static void requireLicense(String license) {
        if (!license.matches("[A-Za-z0-9.-]+")) {
            throw new UsageException(
                    "the licence must be a name as Hugging Face gives it, for example apache-2.0, got \"" + license
                            + "\"");
        }
    }

    /**
     * Writes the folder; returns its data files. The card names each file or the parts of it, and no others: until it is in
     * place, that of an earlier export names that one's, and what it alone named goes last.
     */
    public List<WrittenFile> write() throws IOException {
        for (String own : List.of(ExportGates.REPORT, DatasetFolder.CARD, DatasetFolder.MANIFEST)) {
            RunFileGuard.requireNoneOf(store, folder.resolve(own));
        }
        for (Path earlier : SplitFiles.own(folder.resolve(SplitFiles.DATA))) {
            RunFileGuard.requireNoneOf(store, earlier);
        }
        FolderLock lock = FolderLock.take(Target.folder(folder));
        try {
            DatasetFolder before = DatasetFolder.at(folder);
            new FolderReplacement(before, store).require(replaces);
            delete(before.left());
            lock.begin(1);
            List<WrittenFile> files = writeAlone();
            DatasetFolder written = DatasetFolder.at(folder);
            List<Path> others = new ArrayList<>(before.named());
            others.removeAll(written.named());
            others.addAll(written.left()); // of splits without rows
            delete(others); // readers of all files would take the same rows twice
            lock.end();
            return files;
        } finally {
            lock.close();
        }
    }

    private List<WrittenFile> writeAlone() throws IOException {
        Path data = Target.folder(folder.resolve(SplitFiles.DATA));
        Map<String, ExportFormat> forms = SplitFiles.forms(RunManifest.of(store).provenance());
        String ending = SplitFiles.isParquet(folder) ? ".parquet" : ".jsonl";
        List<ExportOutput> targets =
                SplitFiles.targets(forms, split, name -> data.resolve(name + ending), partBytes, record -> false);
        List<WrittenFile> files = SplitFiles.told(
                FileExport.write(store, targets, gates, Optional.of(folder.resolve(ExportGates.REPORT))));
        DatasetStatistics statistics = DatasetStatistics.of(store, gates.report());
        Path place = folder.resolve(DatasetFolder.CARD);
        Path card = WholeFile.grow(place, new HfCard(store, statistics, files).text(license, forms));
        DatasetManifest manifest = new DatasetManifest(store, statistics, folder, files, 1);
        WholeFile.write(folder.resolve(DatasetFolder.MANIFEST), manifest.text(card));
        WholeFile.putInPlace(card, place);
        return files;
    }

    private static void delete(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
