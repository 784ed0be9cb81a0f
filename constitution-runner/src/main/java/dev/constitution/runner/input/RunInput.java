package dev.constitution.runner.input;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.rows.InputFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's prompts. Its folder keeps a copy of them, which all rows are read from: what was given may be overwritten while the
 * run goes on, or stay behind when the folder is moved. The copy is made while what was given is read for the first time,
 * under another name, and stands in the folder only once the start is known to be no other run's. Closing removes a copy that
 * was not kept.
 */
public final class RunInput implements Closeable {
    /** The copy's name in the folder. */
    public static final String NAME = "prompts";

    private final PromptSource given;
    private final PromptSource source;
    private final Path kept;
    private final @Nullable Path copy;
    private final NewImages images;
    private final InputScan scan;

    private RunInput(PromptSource source, Path kept, @Nullable Path copy, NewImages images, InputScan scan) {
        this.given = source;
        this.source = source.withFormat(scan.format());
        this.kept = kept;
        this.copy = copy;
        this.images = images;
        this.scan = scan;
    }

    /**
     * Reads what was given to its end.
     *
     * @param before how the folder's run was given its prompts; null where there is no run to go on with
     * @param recorded their hash; empty where there are none
     * @param known what is known of them; empty where nothing is
     * @throws UsageException if it cannot be used
     */
    public static RunInput given(
            PromptSource source,
            Path directory,
            @Nullable PromptSource before,
            String recorded,
            Optional<KnownInput> known)
            throws IOException {
        Path kept = directory.resolve(NAME);
        NewImages images = new NewImages(directory);
        if (known.isPresent()) {
            Optional<InputScan> found = known.get().scanOf(source, kept);
            if (found.isPresent()) {
                return new RunInput(source, kept, null, images, found.get());
            }
        }
        if (isSame(source, kept)) {
            InputFormat format = source.format() == null && before != null ? before.format() : source.format();
            return scanned(new InputFile(source.withFormat(format)), source, kept, null, images);
        }
        boolean isKept = before != null && isSound(kept, recorded);
        if (isKept && !SpooledInput.isParquet(source)) {
            return scanned(new InputFile(source), source, kept, null, images);
        }
        return scanned(new InputFile(source), source, kept, StagedFiles.of(kept), images);
    }

    private static RunInput scanned(
            InputFile file, PromptSource source, Path kept, @Nullable Path copy, NewImages images) throws IOException {
        try {
            return new RunInput(source, kept, copy, images, scan(file, source, copy, folder(kept), images));
        } catch (IOException | RuntimeException e) {
            images.close();
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
            throw e;
        }
    }

    /**
     * What the folder keeps, or, in a folder of an earlier version that kept none, what its run was given.
     *
     * @param source as the run's manifest has it
     * @param recorded its hash there
     */
    public static RunInput kept(PromptSource source, Path directory, String recorded) throws IOException {
        InputFile file = file(source, directory);
        RunInput input = scanned(file, source, directory.resolve(NAME), null, new NewImages(directory));
        if (!input.scan().is(recorded)) {
            input.close();
            throw new UsageException(file
                    + ": is not the input of this run any more; the run's own command, with its prompts, mends it");
        }
        return input;
    }

    /** The prompts of a folder's run, to be read again. */
    public static InputFile file(PromptSource source, Path directory) {
        Path kept = directory.resolve(NAME);
        return new InputFile(source, source.isStandardInput() || Files.exists(kept) ? kept : null);
    }

    /** What starts that were killed, or go on, have in a run's folder and not yet in place. */
    public static List<Path> left(Path directory) throws IOException {
        List<Path> left = new ArrayList<>(StagedFiles.left(directory.resolve(NAME)));
        left.addAll(StagedFiles.left(directory.resolve(ImageFolder.NAME)));
        return left;
    }

    /** The folder whose kept copy these prompts may be, by their name. */
    public static Optional<Path> folderOf(PromptSource prompts) {
        return Optional.of(Path.of(prompts.location()).toAbsolutePath())
                .filter(file -> !prompts.isStandardInput() && file.endsWith(NAME))
                .map(Path::getParent);
    }

    /** Whether what was given is the folder's own copy. */
    public boolean isOfFolder() throws IOException {
        return isSame(source, kept);
    }

    private static boolean isSame(PromptSource source, Path kept) throws IOException {
        return !source.isStandardInput()
                && Files.exists(kept)
                && Files.exists(Path.of(source.location()))
                && Files.isSameFile(kept, Path.of(source.location()));
    }

    /** Whether the copy is there and whole. */
    private static boolean isSound(Path kept, String recorded) throws IOException {
        if (!Files.exists(kept)) {
            return false;
        }
        try {
            return InputFile.hashes(kept).contains(recorded);
        } catch (UsageException e) {
            return false; // zipped data that are damaged
        }
    }

    private static InputScan scan(InputFile file, PromptSource source, @Nullable Path copy, Path run, NewImages images)
            throws IOException {
        if (copy == null) {
            return file.scan(OutputStream.nullOutputStream(), file.keeping(run, images));
        }
        if (SpooledInput.isParquet(source)) {
            SpooledInput.convert(source, copy);
            InputFile rows = new InputFile(source.withFormat(InputFormat.JSONL), copy);
            return rows.scan(OutputStream.nullOutputStream(), rows.keeping(run, images));
        }
        try (OutputStream out =
                Target.stream(folder(copy), Target.write(folder(copy), () -> Files.newOutputStream(copy)))) {
            return file.scan(out, file.keeping(run, images));
        }
    }

    /** What is named where the copy cannot be written. */
    private static Path folder(Path copy) {
        return Objects.requireNonNull(copy.toAbsolutePath().getParent());
    }

    /** What the rows come from, with the format that it has. */
    public PromptSource source() {
        return source;
    }

    public InputScan scan() {
        return scan;
    }

    /** What should be known of the rows, a warning each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(scan.notes().warnings());
        List<String> lost = images.lost();
        if (!lost.isEmpty()) {
            warnings.add(Words.count(lost.size(), "row") + " with images that the run's folder has lost: " + lost.get(0)
                    + (lost.size() == 1 ? "" : "; constitution verify names all"));
        }
        return warnings;
    }

    /** The rows that were given, before they are kept; empty where they came in a stream that is at its end. */
    public Optional<InputFile> given() {
        return copy == null && source.isStandardInput() ? Optional.empty() : Optional.of(new InputFile(source, copy));
    }

    /**
     * Puts the images and the copy in place, where one was made, and removes those that killed starts have left; nobody else may
     * start.
     */
    public void keep() throws IOException {
        images.keep();
        if (copy != null) {
            WholeFile.putInPlace(copy, kept);
        }
        StagedFiles.removeLeft(kept);
    }

    /** What the next start may know of the rows, once they are kept. */
    public Optional<KnownInput> known() throws IOException {
        return Files.exists(kept) ? KnownInput.of(given, kept, scan) : Optional.empty();
    }

    /** The rows from the first on, once they are kept; close the reader. */
    public PromptReader rows() throws IOException {
        return new InputFile(source, Files.exists(kept) ? kept : null).rows();
    }

    @Override
    public void close() throws IOException {
        images.close();
        if (copy != null) {
            Files.deleteIfExists(copy);
        }
    }
}
