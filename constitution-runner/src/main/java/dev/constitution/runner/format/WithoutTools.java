package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A form as a trainer reads it that would lose what rows do with tools: they are left out. */
record WithoutTools(ExportFormat form) implements ExportFormat {

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = form.records(row);
        if (row.isOfTools() && !records.isEmpty()) {
            throw NotCarriedException.ofTools();
        }
        return records;
    }

    @Override
    public String name() {
        return form.name();
    }

    @Override
    public Map<String, String> columns() {
        return form.columns();
    }

    @Override
    public boolean isOfTwoAnswers() {
        return form.isOfTwoAnswers();
    }

    @Override
    public boolean isCsv() {
        return form.isCsv();
    }

    @Override
    public boolean isOfConversations() {
        return form.isOfConversations();
    }

    @Override
    public boolean carriesLoneSurrogates() {
        return form.carriesLoneSurrogates();
    }

    @Override
    public void requireFreeBeside(List<Path> files) throws IOException {
        form.requireFreeBeside(files);
    }

    @Override
    public void writeBeside(List<Path> files) throws IOException {
        form.writeBeside(files);
    }
}
