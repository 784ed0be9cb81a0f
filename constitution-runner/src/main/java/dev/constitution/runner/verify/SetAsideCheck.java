package dev.constitution.runner.verify;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.store.StoredUsage;
import dev.constitution.runner.wire.RawAnswer;
import java.util.Iterator;
import java.util.Optional;

/** Holds the records that were taken out of use against their checksums: what they took is counted all the same. */
final class SetAsideCheck implements Check {
    private final Folder folder;
    private final CallsCheck calls;

    /**
     * @param calls has looked at the calls
     */
    SetAsideCheck(Folder folder, CallsCheck calls) {
        this.folder = folder;
        this.calls = calls;
    }

    @Override
    public void check(Findings findings) {
        Iterator<StoredRecords.SetAside> all = folder.store().allSetAside();
        while (all.hasNext()) {
            StoredRecords.SetAside record = all.next();
            if (!record.isIntact()) {
                findings.add(
                        record + " (a " + record.source() + ") is damaged",
                        "it decides no row; it is written again as it stands, with what it took",
                        repair -> mend(record, repair));
            }
        }
    }

    private void mend(StoredRecords.SetAside record, Repair repair) {
        String role = record.role();
        if (role == null && record.took() == null) {
            repair.count(record, null, null);
            return;
        }
        String known = calls.usual().role(String.valueOf(role));
        int answer = record.content().indexOf(' ') + 1;
        CallUsage usage = Optional.ofNullable(record.took())
                .flatMap(took -> StoredUsage.read(record.key(), took))
                .map(StoredUsage::usage)
                .orElseGet(() -> calls.usual()
                        .of(
                                known,
                                new RawAnswer(
                                        RawAnswer.Form.HTTP, record.content().substring(answer), 0)));
        repair.count(record, known, usage);
    }
}
