package dev.constitution.runner.verify;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.store.StoredUsage;
import dev.constitution.runner.wire.RawAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Holds every call's record against its checksum, and what it took against its own and against its answer. */
final class CallsCheck implements Check {
    private final Folder folder;
    private final Findings found = new Findings();
    private final Usual usual = new Usual();
    private final Map<String, String> roles = new HashMap<>();
    private long intact;
    private int damaged;

    CallsCheck(Folder folder) {
        this.folder = folder;
    }

    /** How many records are what was written. */
    long intact() {
        return intact;
    }

    /** How many records are not. */
    int damaged() {
        return damaged;
    }

    /** Who is asked in a step. */
    String roleOf(String step) {
        return usual.role(roles.getOrDefault(step, ""));
    }

    /** What the intact ones took. */
    Usual usual() {
        return usual;
    }

    /** Looks at the next record. */
    void check(StoredRecords.Taken call) {
        Optional<StoredUsage> took = Optional.ofNullable(call.took())
                .flatMap(text -> StoredUsage.read(call.call().key(), text));
        CallRecord record = call.call().intact();
        if (record == null) {
            damaged++;
            found.add(
                    "the " + call.call() + " is damaged",
                    "set aside, it is asked for again by the run's command where its row needs it",
                    repair -> setAside(repair, call, took));
        } else {
            intact++;
            roles.put(record.step(), record.role());
            check(call, record, took);
        }
    }

    /** Tells what was found in the records, all of which were looked at. */
    @Override
    public void check(Findings findings) {
        findings.addAll(found);
    }

    private void check(StoredRecords.Taken call, CallRecord record, Optional<StoredUsage> took) {
        boolean isUnknown = call.took() == null && !folder.notesWhatCallsTook();
        if (took.filter(noted ->
                        noted.isSealed() || StatedCounts.in(record.raw()).allow(noted.usage()))
                .isPresent()) {
            usual.add(record.role(), took.get().usage());
        } else if (!isUnknown) {
            found.add(
                    "what the " + call.call() + " took is damaged",
                    "it is read from its answer again, or estimated",
                    repair -> repair.took(call, usual.of(record.role(), record.raw())));
        }
    }

    private void setAside(Repair repair, StoredRecords.Taken call, Optional<StoredUsage> took) {
        CallUsage usage = took.map(StoredUsage::usage)
                .orElseGet(() -> usual.of(call.role(), new RawAnswer(RawAnswer.Form.HTTP, call.answer(), 0)));
        repair.setAside(call, usual.role(call.role()), usage);
    }
}
