package dev.constitution.runner.batch;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.wire.RawAnswer;
import dev.langchain4j.exception.TimeoutException;
import java.util.List;
import java.util.Optional;

/**
 * Takes the answers of batches that have ended. Each is stored before the batch is noted as taken: after a kill it is taken
 * once more, and gives nothing twice, since rows do not wait for what they have.
 */
final class BatchTaking {
    private final BatchSetup setup;
    private final PatientServer server;
    private final UnderWay underWay;
    private final WholeRefusals refusals;

    BatchTaking(BatchSetup setup, PatientServer server, UnderWay underWay, WholeRefusals refusals) {
        this.setup = setup;
        this.server = server;
        this.underWay = underWay;
        this.refusals = refusals;
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
        if (state.fault().isPresent()) {
            BatchState.Fault fault = state.fault().get();
            return refusals.refused(new WholeRefusals.Refusal(
                    batch, state.word(), fault.words(), fault.failure(), batch.rowsAt(fault.lines())));
        }
        refusals.taken(batch);
        Counts counts = new Counts();
        boolean isKept = read(batch, state, api, counts);
        if (batch.stored().guessed() && counts.lines > 0 && counts.known == 0) {
            underWay.mistaken(batch);
            return false;
        }
        int missing = batch.calls().size();
        for (BatchedCall call : List.copyOf(batch.calls().values())) {
            if (call.isOurs()) {
                unanswered(batch, call);
            }
        }
        underWay.ended(batch, state.word(), counts.answered, counts.refused);
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
            underWay.answered(call);
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
            underWay.open(call);
        } else {
            underWay.failed(call, failure, RowCalls.passes(failure));
        }
    }

    private void unanswered(OpenBatch batch, BatchedCall call) {
        var unused = batch.take(call.customId());
        underWay.failed(call, new TimeoutException("its batch ended without an answer to it"), true);
    }
}
