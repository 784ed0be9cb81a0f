package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.store.StoreView;
import java.nio.file.Files;
import java.util.List;

/**
 * A form for a reader that takes marks for places of images in rows without images too, once a model is trained that is shown
 * some: rows whose texts say a mark are left out.
 */
record WithoutMarks(ExportFormat form) implements DerivedForm {

    /** The form for what a store holds; in a run without images a mark is a text as others are. */
    static ExportFormat of(ExportFormat form, StoreView store) {
        return Files.isDirectory(new ImageFolder(store.folder()).path()) ? new WithoutMarks(form) : form;
    }

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = form.records(row);
        if (!records.isEmpty() && row.hasMark()) {
            throw new NotCarriedException(Beyond.IMAGES_AND_MARKS.label());
        }
        return records;
    }
}
