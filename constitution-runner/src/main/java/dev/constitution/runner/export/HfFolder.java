package dev.constitution.runner.export;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NativeExport;
import dev.constitution.runner.format.SftExport;
import dev.constitution.runner.store.Provenance;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run as a Hugging Face dataset folder: preference pairs, where it has some, and conversations, each for training and for testing, a card
 * and a manifest. Nothing in it depends on the clock.
 */
public final class HfFolder {
    /** The names of splits and of their parts, also while these grow. */
    private static final Pattern OWN = Pattern.compile(
            "(train|test)_(prefs|sft)(-\\d{5}(-of-\\d{5})?)?\\.(jsonl|parquet)((\\.jsonl)?\\.partial)?");

    private final StoreView store;
    private final Path folder;
    private final TrainTestSplit split;
    private final String license;
    private final ExportGates gates;
    private final long partBytes;

    /**
     * @param license as Hugging Face names licences
     * @param partBytes a split of more than this, as JSON Lines, is written in parts
     */
    public HfFolder(
            StoreView store, Path folder, TrainTestSplit split, String license, ExportGates gates, long partBytes) {
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
        this.partBytes = partBytes;
    }

    /**
     * Writes the folder; returns its data files. The card names each file or the parts of it, and no others: until it is in
     * place, that of an earlier export names that one's, and what it alone named goes last.
     */
    public List<WrittenFile> write() throws IOException {
        for (String own : List.of(ExportGates.REPORT, "README.md", "manifest.json")) {
            RunFileGuard.requireNoneOf(store, folder.resolve(own));
        }
        Path data = Target.folder(folder.resolve("data"));
        Map<String, ExportFormat> forms = new LinkedHashMap<>();
        Provenance provenance = RunManifest.of(store).provenance();
        if (!provenance.isOfConversations()) {
            forms.put("prefs", NativeExport.readable(provenance));
        }
        forms.put("sft", SftExport.ofAllRevisions());
        List<ExportOutput> targets = new ArrayList<>();
        for (Path earlier : own(data)) {
            RunFileGuard.requireNoneOf(store, earlier);
        }
        String ending = isParquet(folder) ? ".parquet" : ".jsonl";
        for (Map.Entry<String, ExportFormat> form : forms.entrySet()) {
            for (boolean isTest : List.of(false, true)) {
                Predicate<ExportRow> side = row -> split.isTest(row) == isTest;
                String name = (isTest ? "test_" : "train_") + form.getKey();
                Path file = data.resolve(name + ending);
                targets.add(ExportOutput.parts(form.getValue(), side, file, types(form.getValue(), file), partBytes));
            }
        }
        List<WrittenFile> files =
                FileExport.write(store, targets, gates, Optional.of(folder.resolve(ExportGates.REPORT))).stream()
                        .filter(file -> file.lines() > 0) // an empty file has no types, and readers refuse it
                        .toList();
        DatasetStatistics statistics = DatasetStatistics.of(store, gates.report());
        WholeFile.write(folder.resolve("README.md"), new HfCard(store, statistics, forms, files, license).text());
        WholeFile.write(folder.resolve("manifest.json"), DatasetManifest.of(store, statistics, folder, files));
        List<Path> earlier = new ArrayList<>(own(data));
        files.forEach(file -> earlier.removeAll(file.parts()));
        for (Path left : earlier) {
            Files.delete(left); // readers of all files would take the same rows twice
        }
        return files;
    }

    /** The splits that are there, or parts of them, or what a killed export has left of one. */
    private static List<Path> own(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file ->
                            OWN.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
        }
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
