package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.input.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file whose records name images by files of a run: they are copied beside it, each before a record that names it is in
 * place. Never as links: who changes a copy changes nothing in the run. What is there already stays. Used by one thread.
 */
final class ImagesBeside implements RecordSink.Before {
    private final RecordSink records;
    private final ImageFolder run;
    private final ImageFolder beside;

    /** The names of images that are there, whole. */
    private final Set<String> put = new HashSet<>();

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
    public RecordSink records() {
        return records;
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        for (JsonNode place : record.path(ExportFormat.IMAGES)) {
            Optional<String> name = ImageFolder.nameIn(place.asText());
            if (name.isPresent()) {
                put(name.get());
            }
        }
        records.write(record);
    }

    private void put(String name) throws IOException {
        if (!put.add(name)) {
            return;
        }
        Path to = beside.file(name);
        if (Files.exists(to)) {
            requireWhole(to);
            return;
        }
        byte[] image = image(name);
        Target.folder(beside.path());
        Path partial = WholeFile.partial(to);
        try {
            Files.write(partial, image);
            WholeFile.putInPlace(partial, to);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private byte[] image(String name) {
        try {
            return run.bytes(name);
        } catch (NoSuchFileException e) {
            throw lost(name, "is missing", e);
        } catch (IOException e) {
            throw lost(name, "cannot be handed on: " + e.getMessage(), e);
        }
    }

    private UsageException lost(String name, String how, IOException cause) {
        return new UsageException(
                run.file(name) + ": " + how + "; a row shows it, and constitution verify " + run.run()
                        + " tells what to do",
                cause);
    }

    private static void requireWhole(Path to) throws IOException {
        if (!ImageFolder.isWhole(to)) {
            throw new UsageException(to + ": is there, and is not the image that its name says; move it away");
        }
    }
}
