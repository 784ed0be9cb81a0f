package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images that rows give, and names each by its content: in the rows' turns stands where it is kept, or the address at
 * which a provider is to fetch it. Used along with the rows, by one thread.
 */
final class ImageIntake implements ImageFinder {
    private static final String LATE =
            "images/ of the run's folder does not hold it, as only the start of a run takes images;"
                    + " start the run again, by constitution retry where the row has failed";

    private final ImageFiles files;
    private final @Nullable KeptImages kept;
    private final @Nullable KeptImages origin;
    private final @Nullable NewImages fresh;

    private ImageIntake(Path base, @Nullable KeptImages kept, @Nullable KeptImages origin, @Nullable NewImages fresh) {
        this.files = new LocalImageFiles(base);
        this.kept = kept;
        this.origin = origin;
        this.fresh = fresh;
    }

    /**
     * Names images and keeps none.
     *
     * @param origin of the run whose prompts are read
     */
    static ImageIntake naming(Path base, Optional<KeptImages> origin) {
        return new ImageIntake(base, null, origin.orElse(null), null);
    }

    /** Names those that a run's folder keeps by what it knows of them. Others are faults: no model was ever shown them. */
    static ImageIntake kept(Path base, Path run) throws IOException {
        return new ImageIntake(base, KeptImages.of(run), null, null);
    }

    /**
     * The same, but looks for others and hands them over.
     *
     * @param origin of another run whose prompts are read
     */
    static ImageIntake keeping(Path base, Path run, Optional<KeptImages> origin, NewImages fresh) throws IOException {
        return new ImageIntake(base, KeptImages.of(run), origin.orElse(null), fresh);
    }

    @Override
    public List<Message> found(long line, List<Message> turns) throws BadRowException, IOException {
        List<GivenImage> given = TurnImages.given(turns);
        if (given.isEmpty()) {
            return turns;
        }
        String hash = ImageIndex.hash(given);
        KeptImages own = kept;
        Optional<ImageIndex.Row> before = own == null ? Optional.empty() : own.at(line, hash);
        Optional<ImageIndex.Row> held =
                own != null && before.filter(own::holds).isPresent() ? before : ofOrigin(line, hash);
        List<Image> images =
                held.isPresent() ? TurnImages.named(given, held.get().images()) : looked(turns, before);
        if (fresh != null) {
            fresh.add(new ImageIndex.Row(line, hash, TurnImages.names(images)));
        }
        return TurnImages.with(turns, images);
    }

    /** What the other run's folder holds of a row. */
    private Optional<ImageIndex.Row> ofOrigin(long line, String hash) throws IOException {
        KeptImages other = origin;
        NewImages taken = fresh;
        Optional<ImageIndex.Row> row = other == null ? Optional.empty() : other.at(line, hash);
        if (other == null || row.isEmpty() || !other.holds(row.get())) {
            return Optional.empty();
        }
        if (taken != null) {
            Optional<Map<String, byte[]>> bytes = other.bytes(row.get());
            bytes.ifPresent(all -> all.forEach(taken::add));
            return bytes.isPresent() ? row : Optional.empty();
        }
        return row;
    }

    /**
     * The images where the row says that they are.
     *
     * @param before what the run's folder knows of the row, whose files it has lost
     */
    private List<Image> looked(List<Message> turns, Optional<ImageIndex.Row> before) throws BadRowException {
        boolean isLate = kept != null && fresh == null && before.isEmpty();
        NewImages taken = fresh;
        try {
            List<FoundImage> found = TurnImages.look(turns, files, isLate ? LATE : "");
            found.forEach(this::keep);
            return found.stream().map(FoundImage::image).toList();
        } catch (BadRowException e) {
            if (taken != null) {
                before.ifPresent(taken::add); // the files may be put back
            }
            throw e;
        }
    }

    private void keep(FoundImage image) {
        NewImages taken = fresh;
        if (taken != null) {
            ImageFolder.nameIn(image.image()).ifPresent(name -> taken.add(name, image.bytes()));
        }
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
        }
        if (origin != null) {
            origin.close();
        }
    }
}
