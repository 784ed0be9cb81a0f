package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Where an export's records go. Used by one thread; closing without {@link #finish()} gives up what was written. */
public interface RecordSink extends Closeable {

    void write(ObjectNode record) throws IOException;

    /** Lets a reader see what is written so far. */
    void flush() throws IOException;

    /** Completes the whole; returns the files that hold it, in their order, none where it went elsewhere. */
    List<Path> finish() throws IOException;

    /** Whether text that no UTF-8 can hold has a form here. */
    boolean takesEscapes();

    /** Whether records may have fields of their own, as those that hold more than texts do. */
    boolean takesBeyondTexts();

    /** What had to be done to records, and how often. */
    SortedMap<String, Long> remarks();

    /** A sink that does something about records before they go into another one, which does the rest. */
    interface Before extends RecordSink {
        /** Where the records go. */
        RecordSink records();

        @Override
        default void flush() throws IOException {
            records().flush();
        }

        @Override
        default List<Path> finish() throws IOException {
            return records().finish();
        }

        @Override
        default boolean takesEscapes() {
            return records().takesEscapes();
        }

        @Override
        default boolean takesBeyondTexts() {
            return records().takesBeyondTexts();
        }

        @Override
        default SortedMap<String, Long> remarks() {
            return records().remarks();
        }

        @Override
        default void close() throws IOException {
            records().close();
        }
    }
}
