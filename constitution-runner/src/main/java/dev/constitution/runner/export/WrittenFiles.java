package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.FileStamp;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a run writes, in place. The store notes what they were, so that a start that finds all rows done and the
 * files as they were has nothing to write.
 *
 * @param files those with records
 * @param report what the gates over the data set found
 * @param orders how the judge's verdicts depended on the order of the answers
 */
public record WrittenFiles(List<WrittenFile> files, DatasetReport report, OrderCounts orders) {
    public static final String META = "files";

    public WrittenFiles {
        files = List.copyOf(files);
    }

    /** How many pairs stand: those in the run's own file of pairs. */
    public long pairs() {
        return files.stream()
                .filter(file -> file.file().endsWith(ExportWriter.PAIRS))
                .mapToLong(WrittenFile::lines)
                .sum();
    }

    /**
     * What is noted of them.
     *
     * @param program the version that wrote them: another one may write them otherwise
     * @param outcomes how many rows were done
     * @param records what was told of each file with records, by its name
     * @param stamps what the bytes of each file were, by its name
     */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Note(
            String program,
            long outcomes,
            OrderCounts orders,
            SortedMap<String, Records> records,
            SortedMap<String, FileStamp> stamps) {}

    private record Records(long lines, SortedMap<String, Long> remarks, List<String> warnings) {}

    /** Notes that the files of so many done rows are in place. */
    public void note(RunStore store, Path directory, long outcomes) throws IOException {
        TreeMap<String, Records> records = new TreeMap<>();
        TreeMap<String, FileStamp> stamps = new TreeMap<>();
        for (WrittenFile written : files) {
            String name = written.file().getFileName().toString();
            records.put(name, new Records(written.lines(), written.remarks(), written.warnings()));
            stamps.put(name, FileStamp.of(written.file()));
        }
        Path found = directory.resolve(ExportGates.REPORT);
        if (!records.isEmpty()) {
            FileStamp.ifThere(found).ifPresent(stamp -> stamps.put(ExportGates.REPORT, stamp));
        }
        Note note = new Note(ProgramVersion.current(), outcomes, orders, records, stamps);
        store.writer().meta(META, Json.line(note));
    }

    /** Notes that rows are being done that the files in place may not have. */
    public static void outdated(RunStore store) {
        if (store.meta(META).filter(text -> !text.isEmpty()).isPresent()) {
            store.writer().meta(META, "");
        }
    }

    /**
     * The files of so many done rows, if they are in place as they were written; whether the outcomes that they were written
     * from are what they were is not looked at.
     */
    public static Optional<WrittenFiles> inPlace(StoreView store, Path directory, long outcomes) throws IOException {
        Optional<Note> noted =
                store.meta(META).filter(text -> !text.isEmpty()).map(text -> Json.read(text, Note.class));
        if (noted.isEmpty()
                || noted.get().outcomes != outcomes
                || !noted.get().program.equals(ProgramVersion.current())) {
            return Optional.empty();
        }
        Note note = noted.get();
        for (String name : note.stamps.keySet()) {
            if (!FileStamp.ifThere(directory.resolve(name)).equals(Optional.of(note.stamps.get(name)))) {
                return Optional.empty();
            }
        }
        List<WrittenFile> files = new ArrayList<>();
        note.records.forEach((name, records) ->
                files.add(new WrittenFile(directory.resolve(name), records.lines, records.remarks, records.warnings)));
        DatasetReport report = note.stamps.containsKey(ExportGates.REPORT)
                ? DatasetReport.parse(Files.readString(directory.resolve(ExportGates.REPORT)))
                : DatasetReport.ofNothing();
        return Optional.of(new WrittenFiles(files, report, note.orders));
    }
}
