package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.dataset.TokenCounter;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.FaultText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run's rows as further files of a data set folder that is there. No file is changed but the card. What the folder holds
 * already is left out, and a prompt stays on the side on which it has it.
 *
 * <p>Until the new manifest is in place, the folder is the one before; from then on the new one, whose card may still have to be
 * put in place. The card names the old files or all of them, and those it names are whole. So a kill leaves one of two data
 * sets, and the next addition, of whatever run, ends what is left.
 */
public final class HfAddition implements Closeable {
    /** Stands for the licence that the folder has. */
    public static final String OWN_LICENSE = MixedRows.OWN_LICENSE;

    private final StoreView store;
    private final DatasetFolder folder;
    private final FolderLock lock;
    private final Map<String, ExportFormat> forms;
    private final HeldRows held;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final TrainTestSplit split;

    /**
     * Opens a folder to add to it: ends what a kill has left undone, and reads what it holds.
     *
     * @param license that of the rows, {@link #OWN_LICENSE} for the folder's own
     * @throws UsageException if there is no such folder, it is damaged, or the rows cannot stand in it
     */
    public HfAddition(StoreView store, Path folder, TrainTestSplit split, String license) throws IOException {
        HfFolder.requireLicense(license);
        this.store = store;
        DatasetFolder.requireOne(folder);
        this.held = new HeldRows(RunManifest.of(store).provenance().isOfConversations());
        this.lock = FolderLock.take(folder);
        try {
            DatasetFolder found = DatasetFolder.read(folder);
            FolderCard card = found.card();
            if (card.isPending()) {
                WholeFile.putInPlace(WholeFile.partial(card.file()), card.file());
            }
            this.folder = found;
            this.forms = SplitFiles.forms(RunManifest.of(store).provenance());
            this.split = split.keeping(held::side);
            require(Stream.of(found.faults(), found.unknown())
                    .flatMap(List::stream)
                    .toList());
            require(Stream.of(found.damage(), card.faults())
                    .flatMap(List::stream)
                    .toList());
            require(new MixedRows(found, forms).faults(license));
            hold();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void require(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
    }

    private void hold() throws IOException {
        for (Path file : folder.data()) {
            String name = SplitFiles.split(file);
            ShardRows.read(file, (row, line) -> {
                try {
                    var unused = held.add(new ShardRow(row), name);
                } catch (IllegalArgumentException e) {
                    throw new UsageException(
                            file + ":" + line + ": " + e.getMessage() + "; " + DatasetFolder.RESTORE, e);
                }
                rows.merge(name, 1L, Long::sum);
            });
        }
    }

    /**
     * The gates that the rows go through, those of {@link ExportGates} and what the folder holds.
     *
     * @param nearDuplicates the share of phrases in common from which pairs count as nearly the same
     * @param classField the field of the prompts' metadata by which evasive answers are counted
     * @param tokens counts the tokens that the report tells of
     */
    public ExportGates gates(OptionalDouble nearDuplicates, Optional<String> classField, TokenCounter tokens)
            throws IOException {
        ExportGates gates = new ExportGates(nearDuplicates, Optional.of(split), classField, tokens, held::objection);
        for (Path file : nearDuplicates.isPresent() ? folder.data() : List.<Path>of()) {
            String side = SplitFiles.side(SplitFiles.split(file)).label();
            ShardRows.read(file, (row, line) -> {
                ShardRow pair = new ShardRow(row);
                if (pair.isPair()) {
                    gates.hold(pair.pair(side));
                }
            });
        }
        return gates;
    }

    /**
     * Adds the rows; returns the data files that are new, and those that are not there as all their rows were left out.
     *
     * @param gates what {@link #gates} gave
     * @param partBytes a split of more than this, as JSON Lines, is written in parts
     */
    public List<WrittenFile> write(ExportGates gates, long partBytes) throws IOException {
        int number = folder.exports() + 1;
        Path report = folder.folder().resolve(DatasetFolder.numbered(ExportGates.REPORT, number));
        Path data = folder.folder().resolve(SplitFiles.DATA);
        for (Path left : folder.left()) {
            RunFileGuard.requireNoneOf(store, left);
            Files.delete(left);
        }
        lock.begin(number);
        String ending = folder.isParquet() ? ".parquet" : ".jsonl";
        List<ExportOutput> targets = SplitFiles.targets(
                forms,
                split,
                name -> FileParts.added(data.resolve(name + ending), number),
                partBytes,
                record -> held.holds(new ShardRow(record)));
        List<WrittenFile> written = FileExport.write(store, targets, gates, Optional.of(report));
        for (WrittenFile file : written) {
            if (file.lines() == 0) {
                Files.delete(file.file());
            }
        }
        List<WrittenFile> files = SplitFiles.told(written);
        if (files.stream().noneMatch(WrittenFile::isThere)) {
            Files.deleteIfExists(report); // of conversations there is none
            lock.end();
            return files;
        }
        DatasetStatistics statistics = DatasetStatistics.of(store, gates.report());
        DatasetManifest origin = new DatasetManifest(store, statistics, folder.folder(), files, number);
        HfCard part = new HfCard(store, statistics, files);
        Path card = WholeFile.grow(folder.card().file(), card(part, files, origin, number));
        WholeFile.write(folder.manifest(number), origin.text(card));
        WholeFile.putInPlace(card, folder.card().file());
        lock.end();
        return files;
    }

    /** Whether nothing else was left out than what the folder holds. */
    public static boolean holdsAll(List<WrittenFile> files) {
        Set<String> held =
                Set.of(ExportOutput.LEFT_OUT + HeldRows.IN_FOLDER, ExportOutput.LEFT_OUT + HeldRows.ID_IN_FOLDER);
        return !files.isEmpty()
                && files.stream()
                        .allMatch(file -> held.containsAll(file.remarks().keySet()));
    }

    private String card(HfCard part, List<WrittenFile> files, DatasetManifest origin, int number) {
        List<List<Path>> wholes = new ArrayList<>(folder.wholes());
        Map<String, Long> all = new LinkedHashMap<>();
        for (String name : SplitFiles.names(forms)) {
            long added = files.stream()
                    .filter(file -> SplitFiles.split(file.file()).equals(name))
                    .mapToLong(WrittenFile::lines)
                    .sum();
            long count = rows.getOrDefault(name, 0L) + added;
            if (count > 0) {
                all.put(name, count);
            }
        }
        files.stream().filter(WrittenFile::isThere).forEach(file -> wholes.add(file.parts()));
        List<JsonNode> runs = new ArrayList<>(folder.manifests());
        runs.add(origin.origin());
        return new CardAddition(CardHead.of(folder.card().file()), part, number)
                .text(forms, SplitFiles.paths(wholes), all, folder.isParquet(), CardAddition.runs(runs));
    }

    @Override
    public void close() throws IOException {
        held.close();
        lock.close();
    }
}
