package dev.constitution.runner.export;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NativeExport;
import dev.constitution.runner.format.SftExport;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A run as a Hugging Face dataset folder: preference pairs and conversations, each for training and for testing, a card
 * and a manifest. Nothing in it depends on the clock.
 */
public final class HfFolder {
    private final StoreView store;
    private final Path folder;
    private final TrainTestSplit split;
    private final String license;
    private final ExportGates gates;

    /** @param license as Hugging Face names licences */
    public HfFolder(StoreView store, Path folder, TrainTestSplit split, String license, ExportGates gates) {
        if (!license.matches("[A-Za-z0-9.-]+")) {
            throw new UsageException(
                    "the licence must be a name as Hugging Face gives it, for example apache-2.0, got \"" + license
                            + "\"");
        }
        if (Files.isRegularFile(folder)) {
            throw new UsageException(folder + ": is a file; name a folder");
        }
        this.store = store;
        this.folder = folder;
        this.split = split;
        this.license = license;
        this.gates = gates;
    }

    /** Writes the folder; returns its data files. */
    public List<WrittenFile> write() throws IOException {
        for (String own : List.of(ExportGates.REPORT, "README.md", "manifest.json")) {
            RunFileGuard.requireNoneOf(store, folder.resolve(own));
        }
        Path data = Target.folder(folder.resolve("data"));
        Map<String, ExportFormat> forms = new LinkedHashMap<>();
        forms.put("prefs", NativeExport.readable(RunManifest.of(store).provenance()));
        forms.put("sft", SftExport.ofAllRevisions());
        List<ExportOutput> targets = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        String ending = isParquet(folder) ? ".parquet" : ".jsonl";
        String otherEnding = isParquet(folder) ? ".jsonl" : ".parquet";
        for (Map.Entry<String, ExportFormat> form : forms.entrySet()) {
            for (boolean isTest : List.of(false, true)) {
                Predicate<ExportRow> side = row -> split.isTest(row) == isTest;
                String name = (isTest ? "test_" : "train_") + form.getKey();
                Path file = data.resolve(name + ending);
                RunFileGuard.requireNoneOf(store, file);
                RunFileGuard.requireNoneOf(store, data.resolve(name + otherEnding));
                targets.add(ExportOutput.file(form.getValue(), side, file, types(form.getValue(), file)));
                others.add(data.resolve(name + otherEnding));
            }
        }
        List<WrittenFile> files = new ArrayList<>();
        for (WrittenFile file :
                FileExport.write(store, targets, gates, Optional.of(folder.resolve(ExportGates.REPORT)))) {
            if (file.lines() == 0) {
                Files.delete(file.file()); // an empty file has no types, and readers refuse it
            } else {
                files.add(file);
            }
        }
        for (Path other : others) {
            Files.deleteIfExists(other); // readers would take the same rows twice
        }
        DatasetStatistics statistics = DatasetStatistics.of(store, gates.report());
        WholeFile.write(folder.resolve("README.md"), new HfCard(store, statistics, forms, files, license).text());
        WholeFile.write(folder.resolve("manifest.json"), DatasetManifest.of(store, statistics, folder, files));
        return files;
    }

    /** Whether the rows of a folder lie in Parquet: its ending says so, as that of a file does. */
    private static boolean isParquet(Path folder) {
        return folder.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private static GuessedTypes types(ExportFormat form, Path file) {
        Map<String, String> columns = form.columns();
        return isParquet(file)
                ? GuessedTypes.of(file)
                : GuessedTypes.withJson(column -> HfFrontMatter.isStruct(Objects.requireNonNull(columns.get(column))));
    }
}
