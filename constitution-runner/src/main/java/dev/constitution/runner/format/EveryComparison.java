package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A form of two answers a record, with a record for every two answers of a row that were told apart.
 *
 * @param form of two answers a record
 */
public record EveryComparison(ExportFormat form, ComparedAnswers compared) implements ExportFormat {

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = new ArrayList<>();
        for (ExportRow pair : compared.pairs(row)) {
            records.addAll(form.records(pair));
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
        return true;
    }

    @Override
    public boolean carriesTools() {
        return form.carriesTools();
    }

    @Override
    public boolean isCsv() {
        return form.isCsv();
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
