package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A form in which a run's rows are handed on: a pure function of the store, so that exporting again costs no call and gives
 * the same bytes. A row that a form cannot hold unchanged is left out and counted, never bent to fit.
 */
public interface ExportFormat {
    /** The field of records that hold images, with where these are: files' names from the run's folder, or addresses. */
    String IMAGES = "images";

    /** The name that users call it by. */
    String name();

    /** The records' fields in their order with their SQL types, as they are written to Parquet. */
    Map<String, String> columns();

    /** The records that a row gives; often one, sometimes none. */
    List<ObjectNode> records(ExportRow row) throws NotCarriedException;

    /** Whether the form is a table of texts, written as CSV. */
    default boolean isCsv() {
        return false;
    }

    /** Whether its records hold two answers each, of which a prompt may have several records. */
    default boolean isOfTwoAnswers() {
        return false;
    }

    /** Whether its records are conversations for supervised fine-tuning, which runs without pairs give too. */
    default boolean isOfConversations() {
        return false;
    }

    /** Whether text goes through that no UTF-8 can hold, as escapes; most readers of training data refuse such a file. */
    default boolean carriesLoneSurrogates() {
        return false;
    }

    /**
     * What rows may hold beyond texts: it is written in fields beside {@link #columns} or in the form's own place; as JSON
     * alone, since the fields of arguments are each tool's own, and turns with images are lists of parts. Other rows are left out.
     */
    default Set<Beyond> carries() {
        return Set.of();
    }

    /** Whether turns with images are lists of parts, in which a text may say the mark of an image. */
    default boolean hasParts() {
        return carries().contains(Beyond.IMAGES_AND_MARKS);
    }

    /**
     * Looks whether {@link #writeBeside} can be done for these data files, before they are written.
     *
     * @throws dev.constitution.runner.base.UsageException if what stands there forbids it
     */
    default void requireFreeBeside(List<Path> files) throws IOException {}

    /** Writes what the form's readers want beside the data files. */
    default void writeBeside(List<Path> files) throws IOException {}
}
