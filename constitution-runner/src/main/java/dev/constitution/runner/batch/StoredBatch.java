package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as the run's store keeps it, from before it is sent.
 *
 * @param name made here, and sent with it where the provider takes one
 * @param model as the run names it
 * @param requests how many it has
 * @param rows whose they are, see {@link RowSet}; empty once its answers are taken
 * @param begun when it was about to be sent, in seconds since 1970
 * @param file what the provider calls the file of its requests; empty where there is none, or it is not known yet
 * @param guessed whether the id was found in a list that does not tell for sure
 * @param id the provider's; empty while it is not known whether it has arrived
 * @param state the provider's own word, or one of this class
 * @param ended when it was seen to have ended, in seconds since 1970; 0 before
 * @param answered how many of its requests were answered
 * @param refused how many were refused
 * @param others ids that were taken for it, and are other batches
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StoredBatch(
        String name,
        String model,
        int requests,
        String rows,
        long begun,
        String file,
        boolean guessed,
        String id,
        String state,
        long ended,
        int answered,
        int refused,
        List<String> others) {
    /** About to be sent, or sent without an answer. */
    static final String SENDING = "sending";

    /** It never arrived. */
    static final String NOT_SENT = "not sent";

    static StoredBatch beginning(String name, String model, int requests, RowSet rows, Instant now) {
        return new StoredBatch(
                name,
                model,
                requests,
                rows.toString(),
                now.getEpochSecond(),
                "",
                false,
                "",
                SENDING,
                0,
                0,
                0,
                List.of());
    }

    StoredBatch withFile(String found) {
        return new StoredBatch(
                name, model, requests, rows, begun, found, guessed, id, state, ended, answered, refused, others);
    }

    StoredBatch withId(String found) {
        return new StoredBatch(
                name, model, requests, rows, begun, file, guessed, found, "sent", ended, answered, refused, others);
    }

    /** The same, found in a list that names no batch. */
    StoredBatch guessing() {
        return new StoredBatch(
                name, model, requests, rows, begun, file, true, id, state, ended, answered, refused, others);
    }

    StoredBatch withState(String word) {
        return new StoredBatch(
                name, model, requests, rows, begun, file, guessed, id, word, ended, answered, refused, others);
    }

    /** Its id is another batch's. */
    StoredBatch mistaken() {
        List<String> more = new ArrayList<>(others);
        more.add(id);
        return new StoredBatch(
                name, model, requests, rows, begun, file, false, "", SENDING, ended, answered, refused, more);
    }

    StoredBatch ended(String word, int answers, int refusals, Instant now) {
        return new StoredBatch(
                name,
                model,
                requests,
                "",
                begun,
                file,
                guessed,
                id,
                word,
                now.getEpochSecond(),
                answers,
                refusals,
                List.of());
    }

    /** Whether its answers are still to be taken. */
    public boolean isOpen() {
        return ended == 0;
    }

    /** When it was about to be sent. */
    public Instant since() {
        return Instant.ofEpochSecond(begun);
    }
}
