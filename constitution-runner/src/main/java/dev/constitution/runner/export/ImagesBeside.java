package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.input.ImageFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;

/**
 * A file whose records name images by files of a run: they are put beside it, each before a record that names it is in place,
 * as links to the same bytes where the disk does that. What is there already stays. Used by one thread.
 */
final class ImagesBeside implements RecordSink {
    private static final String BEFORE_NAME = ImageFolder.NAME + "/";

    private final RecordSink records;
    private final ImageFolder run;
    private final ImageFolder beside;
    private boolean isNew;

    private ImagesBeside(RecordSink records, ImageFolder run, ImageFolder beside) {
        this.records = records;
        this.run = run;
        this.beside = beside;
    }

    /**
     * The same records; where their file is in the run's own folder, there is nothing to put beside it.
     *
     * @param records in the file
     * @param run the run's folder
     */
    static RecordSink of(RecordSink records, Path run, Path file) throws IOException {
        Path folder = file.resolveSibling(".");
        return Files.isSameFile(run, folder)
                ? records
                : new ImagesBeside(records, new ImageFolder(run), new ImageFolder(folder.normalize()));
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        for (JsonNode place : record.path(ExportFormat.IMAGES)) {
            String name = place.asText().substring(place.asText().indexOf('/') + 1);
            if (place.asText().startsWith(BEFORE_NAME) && ImageFolder.isName(name)) {
                put(name);
            }
        }
        records.write(record);
    }

    private void put(String name) throws IOException {
        Path from = run.file(name);
        Path to = beside.file(name);
        if (Files.exists(to)) {
            requireSame(from, to);
            return;
        }
        Target.folder(beside.path());
        try {
            Files.createLink(to, from);
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    from + ": is missing, and a row shows it; constitution verify " + run.run() + " tells what to do",
                    e);
        } catch (FileSystemException | UnsupportedOperationException e) {
            copy(from, to);
        }
        isNew = true;
    }

    private static void requireSame(Path from, Path to) throws IOException {
        boolean isLink = Files.exists(from) && Files.isSameFile(from, to);
        if (!isLink && !ImageFolder.isWhole(to)) {
            throw new UsageException(to + ": is there, and is not the image that its name says; move it away");
        }
    }

    /** For disks without links, and between two of them. */
    static void copy(Path from, Path to) throws IOException {
        Path partial = WholeFile.partial(to);
        try {
            Files.copy(from, partial, StandardCopyOption.REPLACE_EXISTING);
            WholeFile.putInPlace(partial, to);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    @Override
    public void flush() throws IOException {
        records.flush();
    }

    /** The images' names reach the disk before the records have theirs. */
    @Override
    public List<Path> finish() throws IOException {
        if (isNew) {
            WholeFile.forceFolder(beside.path());
        }
        return records.finish();
    }

    @Override
    public boolean takesEscapes() {
        return records.takesEscapes();
    }

    @Override
    public boolean takesBeyondTexts() {
        return records.takesBeyondTexts();
    }

    @Override
    public SortedMap<String, Long> remarks() {
        return records.remarks();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
