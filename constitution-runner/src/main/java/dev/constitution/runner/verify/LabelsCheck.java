package dev.constitution.runner.verify;

import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.runner.store.StoredRecords;
import java.util.Iterator;

/** Holds people's labels against their checksums. */
final class LabelsCheck implements Check {
    private final Folder folder;

    LabelsCheck(Folder folder) {
        this.folder = folder;
    }

    @Override
    public void check(Findings findings) {
        Iterator<StoredRecords.Checked<Label>> all = StoredLabels.checked(folder.store());
        while (all.hasNext()) {
            StoredRecords.Checked<Label> label = all.next();
            if (label.intact() == null) {
                findings.add(
                        "the " + label + " is damaged",
                        "set aside, it is gone: ask who gave it again, or import it again",
                        repair -> repair.setAside(label));
            }
        }
    }
}
