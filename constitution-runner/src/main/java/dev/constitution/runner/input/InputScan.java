package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.source.FaultText;
import dev.langchain4j.data.message.ImageContent;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over an input found.
 *
 * @param prompts rows that are prompts
 * @param badRows rows that are none
 * @param firstBad the first of these, at most 20
 * @param duplicates rows whose id an earlier row has
 * @param firstDuplicates the first of these, at most 20, each with both lines
 * @param withTools rows that define tools
 * @param withImages rows that show images
 * @param withImagesByUrl those of them that show one by its address
 * @param withoutTheirImages rows that name images which were not found as they are needed
 * @param notes what of the rows is not part of their prompts
 * @param format what the input holds, as it was read
 * @param sha256 of the input's text, unzipped, in hexadecimal
 * @param storedSha256 of its bytes as they are stored
 */
public record InputScan(
        long prompts,
        long badRows,
        List<InputRow.Bad> firstBad,
        long duplicates,
        List<String> firstDuplicates,
        long withTools,
        long withImages,
        long withImagesByUrl,
        long withoutTheirImages,
        InputNotes notes,
        InputFormat format,
        String sha256,
        String storedSha256) {

    public InputScan {
        firstBad = List.copyOf(firstBad);
        firstDuplicates = List.copyOf(firstDuplicates);
    }

    /**
     * Whether it is the input that was recorded under this hash.
     *
     * @param recorded of the text, or of the bytes as they are stored, as earlier versions recorded it
     */
    public boolean is(String recorded) {
        return recorded.equals(sha256) || recorded.equals(storedSha256);
    }

    public long rows() {
        return prompts + badRows;
    }

    /**
     * Refuses an input in which two rows have one id: their outcomes could not be told apart.
     *
     * @throws UsageException with the lines of both rows
     */
    public void requireUniqueIds(String location) {
        if (duplicates > 0) {
            throw new UsageException(location + ": " + duplicates + " of " + rows()
                    + " rows repeat the id of an earlier row; give each its own, or leave ids out:\n"
                    + FaultText.list(firstDuplicates, duplicates));
        }
    }

    /**
     * Refuses an input in which there is nothing to do.
     *
     * @throws UsageException if it has no rows
     */
    public void requireRows(String location) {
        if (rows() == 0) {
            throw noRows(location);
        }
    }

    static UsageException noRows(String location) {
        return new UsageException(location + ": there are no rows in it; name a file that holds some");
    }

    /**
     * Refuses an input with rows that cannot be read, for those who would rather mend it first.
     *
     * @throws UsageException with the line of each, up to 20
     */
    public void requireAllReadable(String location) {
        if (badRows > 0) {
            throw new UsageException(FaultText.list(
                    firstBad.stream()
                            .map(bad -> location + ":" + bad.line() + ": " + bad.message())
                            .toList(),
                    badRows));
        }
    }

    /** Counts rows as they are read. Not thread-safe. */
    static final class Counter implements Closeable {
        private final DuplicateIds duplicates = new DuplicateIds();
        private final List<InputRow.Bad> firstBad = new ArrayList<>();
        private final InputNotes.Counter notes = new InputNotes.Counter();
        private long prompts;
        private long badRows;
        private long withTools;
        private long withImages;
        private long withImagesByUrl;
        private long withoutTheirImages;

        void add(InputRow row) {
            if (row instanceof InputRow.Read read) {
                prompts++;
                withTools += read.prompt().tools().isEmpty() ? 0 : 1;
                addImages(read.prompt().messages());
                duplicates.add(read.prompt().id(), read.line());
                notes.add(read.notes());
            } else if (row instanceof InputRow.Bad bad) {
                badRows++;
                withoutTheirImages += bad.dependsOnFiles() ? 1 : 0;
                if (firstBad.size() < FaultText.NAMED) {
                    firstBad.add(bad);
                }
            } else {
                throw new AssertionError(row);
            }
        }

        private void addImages(List<Message> turns) {
            boolean any = false;
            boolean byUrl = false;
            for (Message turn : turns) {
                for (ImageContent image : turn.images()) {
                    any = true;
                    byUrl |= ImageFolder.nameIn(image.image()).isEmpty();
                }
            }
            withImages += any ? 1 : 0;
            withImagesByUrl += byUrl ? 1 : 0;
        }

        @Override
        public void close() {
            duplicates.close();
        }

        InputScan scan(InputFormat format, String sha256, String storedSha256) {
            return new InputScan(
                    prompts,
                    badRows,
                    firstBad,
                    duplicates.count(),
                    duplicates.named(),
                    withTools,
                    withImages,
                    withImagesByUrl,
                    withoutTheirImages,
                    notes.notes(),
                    format,
                    sha256,
                    storedSha256);
        }
    }
}
