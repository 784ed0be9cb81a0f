package dev.constitution.runner.export;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An export of a run's store to a file, or to one for training and one for testing. */
public final class FileExport {
    /** What stands before a name's endings, and the endings. */
    private static final Pattern NAME = Pattern.compile("^(.+?)((\\.[^.]*(\\.gz)?)?)$", Pattern.CASE_INSENSITIVE);

    private final StoreView store;
    private final ExportFormat export;
    private final Path file;
    private final Optional<TrainTestSplit> split;
    private final ExportGates gates;

    public FileExport(
            StoreView store, ExportFormat export, Path file, Optional<TrainTestSplit> split, ExportGates gates)
            throws IOException {
        this.store = store;
        this.export = export;
        this.file = file;
        this.split = split;
        this.gates = gates;
        prepare(
                store,
                export,
                file,
                List.of(file, report(), named("train"), named("test")),
                split.isEmpty() ? List.of(file) : List.of(named("train"), named("test")));
    }

    private static void prepare(
            StoreView store, ExportFormat export, Path file, List<Path> written, List<Path> dataFiles)
            throws IOException {
        for (Path one : written) {
            RunFileGuard.requireNoneOf(store, one);
        }
        List<String> faults = faults(export, file);
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
        Target.folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        export.requireFreeBeside(dataFiles);
    }

    /** What is wrong with a file for a form, by its name and by what is there: all of it. */
    public static List<String> faults(ExportFormat export, Path file) {
        List<String> faults = new ArrayList<>();
        String name = file.toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        if (Files.isDirectory(file) || file.toAbsolutePath().getParent() == null) {
            faults.add(file + ": is a folder; name a file in it");
        } else if (String.valueOf(file.getFileName()).matches("[_.].+")) {
            // Spark's and the hub's readers take them for hidden, and find nothing.
            faults.add(file + ": readers pass over names that begin with _ or a point; name another");
        }
        if (export.isCsv() && plain.matches(".*\\.jsonl?")) {
            faults.add(file + ": " + export.name() + " is a CSV table; name a .csv file");
        }
        if (!export.isCsv() && plain.matches(".*\\.[ct]sv")) {
            faults.add(file + ": " + export.name() + " holds more than a table can; name a .jsonl file");
        }
        if (plain.endsWith(".parquet") && !name.equals(plain)) {
            faults.add(file + ": Parquet is compressed by itself; name a .parquet file");
        }
        return faults;
    }

    /** Whether a name has an ending, by which it is known to be a file's. */
    public static boolean hasEnding(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() && !name.group(2).isEmpty();
    }

    public List<WrittenFile> write() throws IOException {
        if (split.isEmpty()) {
            return written(List.of(ExportOutput.copy(store, export, row -> true, file)));
        }
        TrainTestSplit sides = split.get();
        return written(List.of(
                ExportOutput.copy(store, export, row -> !sides.isTest(row), named("train")),
                ExportOutput.copy(store, export, sides::isTest, named("test"))));
    }

    /** Writes records. */
    @FunctionalInterface
    public interface Records<T> {
        T to(RecordSink sink) throws IOException;
    }

    /**
     * Writes a file of records that are not made of a store's outcomes, whole or not at all.
     *
     * @return what writing them gave
     */
    public static <T> T write(StoreView store, ExportFormat export, Path file, Records<T> records) throws IOException {
        prepare(store, export, file, List.of(file), List.of(file));
        try (RecordSink sink = ExportOutput.copySink(store, export, file)) {
            T result = records.to(sink);
            export.writeBeside(sink.finish());
            return result;
        }
    }

    private Path named(String side) {
        return file.resolveSibling(
                NAME.matcher(String.valueOf(file.getFileName())).replaceFirst("$1-" + side + "$2"));
    }

    private Path report() {
        return file.resolveSibling(
                NAME.matcher(String.valueOf(file.getFileName())).replaceFirst("$1-report.json"));
    }

    private List<WrittenFile> written(List<ExportOutput> targets) throws IOException {
        List<WrittenFile> files = write(store, targets, gates, Optional.of(report()));
        export.writeBeside(files.stream().map(WrittenFile::file).toList());
        return files;
    }

    /**
     * Writes all finished rows of a store to targets.
     *
     * @param report where it is told what the pairs are like; conversations have none
     */
    public static List<WrittenFile> write(
            StoreView store, List<ExportOutput> targets, ExportGates gates, Optional<Path> report) throws IOException {
        Optional<Path> ofPairs =
                report.filter(any -> !RunManifest.of(store).provenance().isOfConversations());
        try (ExportWriter exports = new ExportWriter(store, targets, gates, ofPairs)) {
            return exports.finish();
        }
    }
}
