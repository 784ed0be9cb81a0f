package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.store.StoreView;
import java.util.List;
import java.util.Set;

/**
 * A form as a trainer reads it that would lose some of what rows hold beyond texts, or stop at it: they are left out.
 *
 * @param takesMarks whether texts without images may say what readers of marks take for the place of one
 */
record Narrowed(ExportFormat form, Set<Beyond> carries, boolean takesMarks) implements DerivedForm {

    /** In a run without images a mark is a text as others are. */
    static ExportFormat withoutMarks(ExportFormat form, StoreView store) {
        boolean hasImages = new ImageFolder(store.folder()).isThere();
        return hasImages ? new Narrowed(form, form.carries(), false) : form;
    }

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = form.records(row);
        if (!records.isEmpty()) {
            NotCarriedException.requireAll(row.beyond(), carries);
        }
        if (!records.isEmpty() && !takesMarks && row.hasMark()) {
            throw new NotCarriedException(Beyond.IMAGES_AND_MARKS.label());
        }
        return records;
    }
}
