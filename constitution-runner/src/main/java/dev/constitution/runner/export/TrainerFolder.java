package dev.constitution.runner.export;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder with {@code train.jsonl}, {@code valid.jsonl} and {@code test.jsonl}, as MLX's trainers read one. */
public final class TrainerFolder {
    private final StoreView store;
    private final ExportFormat export;
    private final Path folder;
    private final TrainTestSplit split;
    private final ExportGates gates;

    public TrainerFolder(StoreView store, ExportFormat export, Path folder, TrainTestSplit split, ExportGates gates) {
        if (Files.isRegularFile(folder)) {
            throw new UsageException(folder + ": is a file; name a folder");
        }
        this.store = store;
        this.export = export;
        this.folder = folder;
        this.split = split;
        this.gates = gates;
    }

    /** Writes the folder; returns its data files, those among them that were left out for want of rows. */
    public List<WrittenFile> write() throws IOException {
        RunFileGuard.requireNoneOf(store, folder.resolve(ExportGates.REPORT));
        Files.createDirectories(folder);
        List<ExportOutput> targets = new ArrayList<>();
        for (TrainTestSplit.Side side : TrainTestSplit.Side.values()) {
            Path file = folder.resolve(side.label() + ".jsonl");
            RunFileGuard.requireNoneOf(store, file);
            targets.add(ExportOutput.copy(store, export, row -> split.side(row) == side, file));
        }
        List<WrittenFile> files =
                FileExport.write(store, targets, gates, Optional.of(folder.resolve(ExportGates.REPORT)));
        List<WrittenFile> all = new ArrayList<>();
        for (WrittenFile file : files) {
            if (file.lines() == 0) {
                Files.delete(file.file()); // the readers take the first row for granted
            }
            all.add(file.lines() == 0 ? file.leftOut() : file);
        }
        return all;
    }
}
