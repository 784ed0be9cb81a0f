package dev.constitution.runner.batch;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.wire.RawAnswer;
import dev.langchain4j.exception.TimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes the answers of batches that have ended. Each is stored before the batch is noted as taken: after a kill it is taken
 * once more, and gives nothing twice, since rows do not wait for what they have.
 */
final class BatchTaking {
    /** As OpenAI says that too many tokens wait in batches already. */
    private static final Pattern TOO_MUCH = Pattern.compile("token_limit|enqueued", Pattern.CASE_INSENSITIVE);

    private final BatchSetup setup;
    private final PatientServer server;
    private final Ends ends;

    BatchTaking(BatchSetup setup, PatientServer server, Ends ends) {
        this.setup = setup;
        this.server = server;
        this.ends = ends;
    }

    /** Hears what becomes of calls and batches. */
    interface Ends {
        void answered(BatchedCall call);

        /**
         * It was not answered.
         *
         * @param passes whether the same request may be answered another time
         */
        void failed(BatchedCall call, RuntimeException failure, boolean passes);

        /** Nothing is known of it. */
        void open(BatchedCall call);

        /** It is another batch. */
        void mistaken(OpenBatch batch);

        void ended(OpenBatch batch, StoredBatch stored);

        /** The provider takes it only when others have ended; false where none of this run is under way. */
        boolean tooMuch(OpenBatch batch, StoredBatch stored);
    }

    /** What was read so far. */
    private static final class Counts {
        private int lines;
        private int known;
        private int answered;
        private int refused;
        private Optional<RuntimeException> ofAccount = Optional.empty();
    }

    /** Whether rows can go on with what came. */
    boolean take(OpenBatch batch, BatchState state, BatchApi api) throws InterruptedException {
        if (!state.fault().isEmpty()) {
            return refused(batch, state);
        }
        Counts counts = new Counts();
        boolean isKept = read(batch, state, api, counts);
        if (batch.stored().guessed() && counts.lines > 0 && counts.known == 0) {
            ends.mistaken(batch);
            return false;
        }
        int missing = batch.calls().size();
        for (BatchedCall call : List.copyOf(batch.calls().values())) {
            if (call.isOurs()) {
                unanswered(batch, call);
            }
        }
        ends.ended(
                batch,
                batch.stored()
                        .ended(
                                state.word(),
                                counts.answered,
                                counts.refused,
                                setup.time().now()));
        setup.news()
                .accept("batch " + batch.stored().name() + ": " + state.word() + ", "
                        + Words.count(counts.answered, "answer")
                        + (counts.refused == 0 ? "" : ", " + counts.refused + " refused")
                        + (missing == 0 ? "" : ", " + missing + " unanswered")
                        + (isKept ? "" : "; the provider does not keep its answers any longer"));
        counts.ofAccount.ifPresent(failure -> {
            throw PatientServer.stop(
                    ExitCode.AUTHENTICATION,
                    batch.stored().model(),
                    failure,
                    "; put that right, then run the same command again");
        });
        return true;
    }

    /** Whether there were answers to read. */
    private boolean read(OpenBatch batch, BatchState state, BatchApi api, Counts counts) throws InterruptedException {
        try {
            return server.ask(batch.stored().name(), () -> {
                api.answers(state, answer -> take(batch, answer, counts));
                return true;
            });
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void take(OpenBatch batch, BatchAnswer answer, Counts counts) {
        counts.lines++;
        Optional<BatchedCall> waiting = batch.take(answer.customId());
        if (waiting.isEmpty()) {
            return; // said twice, or answered before a kill
        }
        BatchedCall call = waiting.get();
        counts.known++;
        if (answer instanceof BatchAnswer.Answered answered) {
            RawAnswer raw = new RawAnswer(RawAnswer.Form.HTTP, answered.body(), 0);
            setup.recorder().accept(call.record(raw), call.usage(raw));
            counts.answered++;
            ends.answered(call);
        } else if (answer instanceof BatchAnswer.Refused refused) {
            counts.refused++;
            refused(call, refused.failure(), counts);
        } else {
            batch.add(call); // with those that are missing
        }
    }

    private void refused(BatchedCall call, RuntimeException failure, Counts counts) {
        FailureKind kind = FailureKind.of(failure);
        if (kind == FailureKind.QUOTA || kind == FailureKind.AUTHENTICATION) {
            counts.ofAccount = Optional.of(failure);
            ends.open(call);
        } else {
            ends.failed(call, failure, RowCalls.passes(failure));
        }
    }

    private void unanswered(OpenBatch batch, BatchedCall call) {
        var unused = batch.take(call.customId());
        ends.failed(call, new TimeoutException("its batch ended without an answer to it"), true);
    }

    /** The provider took none of the requests. */
    private boolean refused(OpenBatch batch, BatchState state) {
        StoredBatch stored =
                batch.stored().ended(state.word(), 0, 0, setup.time().now());
        String what = batch.stored().model() + ": the provider took no request of batch "
                + batch.stored().name() + ": " + Words.shown(state.fault());
        if (TOO_MUCH.matcher(state.fault()).find()) {
            if (ends.tooMuch(batch, stored)) {
                setup.news().accept(what + "; it is sent again when another has ended");
                return false;
            }
            throw stop(what + "; set a lower --batch-size, or run the same command again later");
        }
        if (setup.rules().rest() == BatchRules.Rest.CALLS) {
            List.copyOf(batch.calls().values()).forEach(call -> unanswered(batch, call));
            ends.ended(batch, stored);
            setup.news().accept(what + "; its requests are sent one by one");
            return true;
        }
        ends.ended(batch, stored);
        throw stop(what + "; with --batch-rest=calls, or without --batch, the same command goes on with single calls");
    }

    private static RunStopException stop(String message) {
        return new RunStopException(new RunStop(ExitCode.PARTIAL, message));
    }
}
