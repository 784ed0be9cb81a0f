package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images that rows give, and names each by its content: in the rows' turns stands where it is kept, or the address at
 * which a provider is to fetch it. Used along with the rows, by one thread.
 */
final class ImageIntake implements Closeable {
    private static final String LATE =
            "images/ of the run's folder does not hold it, as only the start of a run takes images;"
                    + " start the run again, by constitution retry where the row has failed";

    private final @Nullable Path base;
    private final @Nullable KeptImages kept;
    private final @Nullable KeptImages origin;
    private final @Nullable NewImages fresh;

    private ImageIntake(
            @Nullable Path base, @Nullable KeptImages kept, @Nullable KeptImages origin, @Nullable NewImages fresh) {
        this.base = base;
        this.kept = kept;
        this.origin = origin;
        this.fresh = fresh;
    }

    /** Takes no images. */
    static ImageIntake refusing() {
        return new ImageIntake(null, null, null, null);
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

    /**
     * The turns of a row with its images found.
     *
     * @param line where the row begins
     * @throws BadRowException with all that is wrong with its images
     */
    List<Message> found(long line, List<Message> turns) throws BadRowException, IOException {
        List<GivenImage> given =
                turns.stream().flatMap(turn -> givenIn(turn).stream()).toList();
        if (given.isEmpty()) {
            return turns;
        }
        if (base == null) {
            throw new BadRowException("the row shows images, which a run on several machines does not take;"
                    + " put such rows into a run of one machine, with constitution run");
        }
        String hash = ImageIndex.hash(given);
        KeptImages own = kept;
        Optional<ImageIndex.Row> before = own == null ? Optional.empty() : own.at(line, hash);
        Optional<ImageIndex.Row> held =
                own != null && before.filter(own::holds).isPresent() ? before : ofOrigin(line, hash);
        List<Image> images =
                held.isPresent() ? named(given, held.get().images().iterator()) : looked(turns, base, before);
        if (fresh != null) {
            fresh.add(new ImageIndex.Row(
                    line,
                    hash,
                    images.stream()
                            .flatMap(image -> ImageFolder.nameIn(image).stream())
                            .toList()));
        }
        return with(turns, images.iterator());
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

    private static List<Image> named(List<GivenImage> given, Iterator<String> names) throws BadRowException {
        List<Image> images = new ArrayList<>();
        for (GivenImage image : given) {
            Optional<Image> address = FoundImage.address(image);
            images.add(address.isPresent() ? address.get() : ImageFolder.referring(names.next()));
        }
        return images;
    }

    /**
     * The images where the row says that they are.
     *
     * @param before what the run's folder knows of the row, whose files it has lost
     */
    private List<Image> looked(List<Message> turns, Path base, Optional<ImageIndex.Row> before) throws BadRowException {
        boolean isLate = kept != null && fresh == null && before.isEmpty();
        NewImages taken = fresh;
        try {
            List<FoundImage> found = look(turns, base, isLate);
            found.forEach(this::keep);
            return found.stream().map(FoundImage::image).toList();
        } catch (BadRowException e) {
            if (taken != null) {
                before.ifPresent(taken::add); // the files may be put back
            }
            throw e;
        }
    }

    private static List<FoundImage> look(List<Message> turns, Path base, boolean isLate) throws BadRowException {
        List<FoundImage> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            List<GivenImage> given = givenIn(turns.get(turn));
            for (int i = 0; i < given.size(); i++) {
                try {
                    FoundImage image = FoundImage.of(given.get(i), base);
                    if (isLate && ImageFolder.nameIn(image.image()).isPresent()) {
                        throw new BadRowException(LATE);
                    }
                    found.add(image);
                } catch (BadRowException e) {
                    faults.add("turn " + (turn + 1) + ", image " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new BadRowException(String.join("; ", faults));
        }
        return found;
    }

    private void keep(FoundImage image) {
        NewImages taken = fresh;
        if (taken != null) {
            ImageFolder.nameIn(image.image()).ifPresent(name -> taken.add(name, image.bytes()));
        }
    }

    private static List<GivenImage> givenIn(Message turn) {
        return turn.contents().stream()
                .filter(GivenImage.class::isInstance)
                .map(GivenImage.class::cast)
                .toList();
    }

    private static List<Message> with(List<Message> turns, Iterator<Image> images) {
        List<Message> whole = new ArrayList<>();
        for (Message turn : turns) {
            whole.add(givenIn(turn).isEmpty() ? turn : with(turn, images));
        }
        return whole;
    }

    private static Message with(Message turn, Iterator<Image> images) {
        List<Content> contents = new ArrayList<>();
        for (Content content : turn.contents()) {
            contents.add(
                    content instanceof GivenImage given ? ImageContent.from(images.next(), given.detail()) : content);
        }
        return Message.of(UserMessage.from(contents));
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
