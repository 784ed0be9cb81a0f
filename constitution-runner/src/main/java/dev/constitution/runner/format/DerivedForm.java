package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A form made of another one: whatever it does not say itself is as that one has it. */
public interface DerivedForm extends ExportFormat {
    /** The other one. */
    ExportFormat form();

    @Override
    default String name() {
        return form().name();
    }

    @Override
    default Map<String, String> columns() {
        return form().columns();
    }

    @Override
    default List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        return form().records(row);
    }

    @Override
    default boolean isCsv() {
        return form().isCsv();
    }

    @Override
    default boolean isOfTwoAnswers() {
        return form().isOfTwoAnswers();
    }

    @Override
    default boolean isOfConversations() {
        return form().isOfConversations();
    }

    @Override
    default boolean carriesLoneSurrogates() {
        return form().carriesLoneSurrogates();
    }

    @Override
    default Set<Beyond> carries() {
        return form().carries();
    }

    @Override
    default boolean hasParts() {
        return form().hasParts();
    }

    @Override
    default void requireFreeBeside(List<Path> files) throws IOException {
        form().requireFreeBeside(files);
    }

    @Override
    default void writeBeside(List<Path> files) throws IOException {
        form().writeBeside(files);
    }
}
