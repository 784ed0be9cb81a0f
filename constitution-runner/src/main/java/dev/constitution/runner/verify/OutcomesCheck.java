package dev.constitution.runner.verify;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.input.ChangedRows;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.run.RecordedText;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.StoredRecords;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds outcomes against input and calls: each row has at most one outcome, it is that row's, and calls back it. */
final class OutcomesCheck implements Check {
    private final Folder folder;
    private final CallsCheck calls;
    private final InputCheck input;
    private final ImagesCheck images;
    private final Findings found = new Findings();
    private final ChangedRows changed = new ChangedRows();
    private @Nullable PromptReader reader;
    private long rows;
    private long intact;
    private long damaged;
    private long torn;
    private long lostCalls;
    private long strayCalls;

    /**
     * @param calls has looked at the calls
     * @param images hears what rows show
     */
    OutcomesCheck(Folder folder, CallsCheck calls, ImagesCheck images) {
        this.folder = folder;
        this.calls = calls;
        this.input = new InputCheck(folder);
        this.images = images;
    }

    /** How many records are what was written. */
    long intact() {
        return intact;
    }

    /** Whether all are, and what they leave to calls' records is there. */
    boolean areIntact() {
        return damaged == 0 && torn == 0;
    }

    /** How many calls outcomes need that have no record, not even a damaged one. */
    long lostCalls() {
        return lostCalls;
    }

    /** Opens the input. */
    void begin() throws IOException {
        reader = input.open();
    }

    /**
     * Looks at the next outcome.
     *
     * @param recorded the intact calls of its row, as far as they stand where they belong
     */
    void check(StoredRecords.Checked<OutcomeRecord> checked, List<CallRecord> recorded) {
        InputRow row = input(checked.row());
        OutcomeRecord outcome = checked.readable();
        if (outcome == null) {
            damaged++;
            found.add(
                    "the " + checked + " is damaged",
                    "set aside, the run's command makes it again from the answers that are stored",
                    repair -> repair.setAside(checked));
        } else {
            boolean isWhole = checked.intact() != null;
            intact += isWhole ? 1 : 0;
            torn += isWhole ? 0 : 1;
            images.see(outcome.content().prompt());
            checkReplies(outcome, isWhole, recorded);
            if (reader != null) {
                checkRow(outcome, rows == outcome.row() + 1 ? row : null);
            }
        }
    }

    /** Reads the input up to a row; null where it has been read further, or has no more. */
    private @Nullable InputRow input(long row) {
        InputRow last = null;
        while (reader != null && rows <= row && reader.hasNext()) {
            last = reader.next();
            rows++;
            if (last instanceof InputRow.Read read) {
                images.see(read.prompt().messages());
            }
        }
        return last;
    }

    /** Reads the rest of the input. */
    void end() throws IOException {
        try (PromptReader rest = reader) {
            if (rest != null) {
                var unused = input(Long.MAX_VALUE - 1);
                input.requireRows(rows);
            }
        }
    }

    /** Tells what was found in the outcomes, all of which were looked at. */
    @Override
    public void check(Findings findings) throws IOException {
        strayCalls += calls.damaged();
        input.check(findings);
        findings.addAll(found);
        input.tell(changed, findings);
    }

    private void checkRow(OutcomeRecord outcome, @Nullable InputRow row) {
        if (!input.isTheRuns()) {
            compare(outcome, row);
        } else if (row == null) {
            found.add(
                    "row " + (outcome.row() + 1) + " has an outcome, but the input has no such row",
                    "it is set aside",
                    repair -> repair.reopen(outcome.row()));
        } else if (row instanceof InputRow.Bad bad
                && outcome.content().prompt().stream().anyMatch(Message::hasImages)) {
            found.add(
                    "row " + (outcome.row() + 1) + " (" + outcome.id() + "): " + bad.message(),
                    "put the image back, or images/ of the run's folder from a copy");
        } else if (!outcome.id().equals(ChangedRows.id(row)) && !imagesCame(outcome, row)) {
            found.add(
                    "row " + (outcome.row() + 1) + " is \"" + ChangedRows.id(row) + "\" in the input, \"" + outcome.id()
                            + "\" in the store",
                    "the run's command does it again",
                    repair -> repair.reopen(outcome.row()));
        }
    }

    /** Whether a row that could not be read reads well by now, as images do that were missing. */
    private static boolean imagesCame(OutcomeRecord outcome, InputRow row) {
        return outcome.content().failure().filter(OutcomeJson.BAD_INPUT::equals).isPresent()
                && outcome.id().equals("line-" + row.line())
                && row instanceof InputRow.Read read
                && read.prompt().messages().stream().anyMatch(Message::hasImages);
    }

    /** Whether a row of an input that is not the run's is the row that was done. */
    private void compare(OutcomeRecord outcome, @Nullable InputRow row) {
        if (row == null) {
            changed.gone();
        } else if (!outcome.id().equals(ChangedRows.id(row))
                || (row instanceof InputRow.Read read && !isOf(outcome.content(), read))) {
            changed.changed(outcome.row(), outcome.id());
        }
    }

    private static boolean isOf(StoredOutcome row, InputRow.Read read) {
        return Json.line(row.prompt()).equals(Json.line(read.prompt().messages()))
                && row.tools().equals(read.prompt().tools())
                && (row.metadata().isEmpty()
                        || Json.line(row.metadata())
                                .equals(Json.line(read.prompt().metadata())));
    }

    private void checkReplies(OutcomeRecord outcome, boolean isWhole, List<CallRecord> recorded) {
        if (!unbacked(outcome.content(), recorded).isEmpty()) {
            List<StoredRecords.Checked<CallRecord>> all = folder.store().checkedCalls(outcome.row());
            List<StoredReply> unbacked = unbacked(
                    outcome.content(),
                    all.stream()
                            .flatMap(checked -> Stream.ofNullable(checked.intact()))
                            .toList());
            if (!unbacked.isEmpty()) {
                long damagedCalls =
                        all.stream().filter(checked -> checked.intact() == null).count();
                reopen(outcome, unbacked, (int) Math.max(0, unbacked.size() - damagedCalls));
                return;
            }
        }
        if (!isWhole) {
            found.add(
                    "row " + (outcome.row() + 1) + " (" + outcome.id()
                            + "): a text of its outcome is not as it was written",
                    "the run's command makes the outcome again from the answers that are stored",
                    repair -> repair.reopen(outcome.row()));
        }
    }

    /**
     * Has a row done again.
     *
     * @param unbacked the replies that no intact record gives
     * @param lost how many of them no damaged one can have given
     */
    private void reopen(OutcomeRecord outcome, List<StoredReply> unbacked, int lost) {
        long row = outcome.row();
        lostCalls += lost;
        strayCalls -= unbacked.size() - lost; // these damaged ones are where they were
        Mending reopening = repair -> {
            unbacked.subList(unbacked.size() - lost, unbacked.size()).forEach(reply -> count(row, reply, repair));
            repair.reopen(row);
        };
        if (lost == 0) {
            found.also(reopening); // the damaged calls are found already
        } else {
            TreeSet<String> steps = new TreeSet<>();
            unbacked.forEach(reply -> steps.add(reply.call()));
            found.add(
                    "row " + (row + 1) + " (" + outcome.id() + "): no recorded call gave the reply of "
                            + String.join(", ", steps),
                    "the run's command asks for it again",
                    reopening);
        }
    }

    /** A lost call is counted, unless it may be one of the damaged ones, which are counted as what they say. */
    private void count(long row, StoredReply reply, Repair repair) {
        if (strayCalls > 0) {
            strayCalls--;
            return;
        }
        String role = calls.roleOf(reply.call());
        CallUsage usage = calls.usual().of(role, reply);
        repair.store().writer().lost(row, reply.call() + " " + reply.text(), role, usage);
    }

    /** The replies that no record gives, each once. */
    private static List<StoredReply> unbacked(StoredOutcome content, List<CallRecord> recorded) {
        Map<String, StoredReply> unbacked = new LinkedHashMap<>();
        for (StoredReply reply : content.replies()) {
            if (recorded.stream()
                    .noneMatch(call -> call.step().equals(reply.call()) && RecordedText.says(call, reply.text()))) {
                unbacked.put(reply.call() + "\n" + reply.text(), reply);
            }
        }
        return List.copyOf(unbacked.values());
    }
}
