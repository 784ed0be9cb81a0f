package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every provider's batches keep to, whatever goes wrong with them. */
abstract class BatchContract {
    static final int ROWS = 20;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Map<String, String> KEYS = Map.of(
            "OPENAI_COMPATIBLE_API_KEY",
            "sk-test",
            "ANTHROPIC_API_KEY",
            "sk-test",
            "MISTRAL_API_KEY",
            "sk-test",
            "GEMINI_API_KEY",
            "sk-test");

    @TempDir
    private Path folder;

    @AutoClose
    final BatchStub stub = new BatchStub(form());

    private RunFolder run;

    abstract BatchStub.Form form();

    @BeforeEach
    void writePrompts() throws IOException {
        run = new RunFolder(folder, "out", ROWS);
        stub.requireKey();
    }

    /** By name, unless its provider is a module of its own. */
    ChatModel model(ModelSettings settings) {
        return Models.create(ModelSpec.parse(stub.model()), settings);
    }

    private Run.Builder builder(RunFolder of) {
        return of.run(model(new ModelSettings(KEYS::get, Duration.ofSeconds(6))))
                .limits(CallLimits.ofConcurrency(1))
                .provenance(new Provenance(
                        "kind",
                        RunFolder.KIND.fingerprint(),
                        new TreeMap<>(
                                Map.of("generator", stub.model(), "critic", stub.model(), "reviser", stub.model())),
                        7))
                .concurrency(4);
    }

    RunResult batch(BatchRules.Rest rest, OptionalInt size) throws IOException, InterruptedException {
        return builder(run)
                .batches(new BatchRules(true, POLL, size, rest))
                .build()
                .execute();
    }

    /** A start by batches that can be stopped. */
    RunResult batch(StopSwitch stop) throws IOException, InterruptedException {
        return builder(run)
                .batches(new BatchRules(true, POLL, OptionalInt.empty(), BatchRules.Rest.BATCHES))
                .stop(stop)
                .build()
                .execute();
    }

    /** A start that looks at the batches that are under way, and makes none. */
    RunResult calls() throws IOException, InterruptedException {
        return builder(run)
                .batches(new BatchRules(false, POLL, OptionalInt.empty(), BatchRules.Rest.BATCHES))
                .build()
                .execute();
    }

    RunResult batch() throws IOException, InterruptedException {
        return batch(BatchRules.Rest.BATCHES, OptionalInt.empty());
    }

    /** The files are those of a run by single calls. */
    void requireDone() throws IOException, InterruptedException {
        run.requireSoundAndComplete(ROWS);
        RunFolder straight = new RunFolder(folder, "straight", ROWS);
        assertThat(builder(straight).build().execute().exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(run.exported()).isEqualTo(straight.exported());
    }

    void requireDoneOnce() throws IOException, InterruptedException {
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(3 * ROWS);
        requireDone();
    }

    @Test
    void execute_inBatches_isTheSameAsByCalls() throws Exception {
        RunResult result = batch();

        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(result.calls()).isEqualTo(3 * ROWS);
        assertThat(stub.batches()).hasSize(3);
        assertThat(stub.singles()).isZero();
        requireDoneOnce();
    }

    @Test
    void execute_smallBatches_areSplit() throws Exception {
        var unused = batch(BatchRules.Rest.BATCHES, OptionalInt.of(7));

        assertThat(stub.batches()).hasSizeGreaterThanOrEqualTo(9).allMatch(batch -> batch.requests.size() <= 7);
        requireDoneOnce();
    }

    @ParameterizedTest
    @CsvSource({
        "upload,FAILS",
        "upload,LOST",
        "create,FAILS",
        "create,LOST",
        "create,CUT",
        "state,FAILS",
        "state,CUT",
        "answers,FAILS",
        "answers,LOST",
        "answers,CUT"
    })
    void execute_callFailsTheFirstTime_isDoneAgainAndPaidOnce(String name, BatchStub.Fault fault) throws Exception {
        stub.faults((call, count) -> call.equals(name) && count == 1 ? fault : BatchStub.Fault.NONE);

        var unused = batch();

        assertThat(stub.batches()).hasSize(3);
        assertThat(stub.singles()).isZero();
        requireDoneOnce();
    }

    @Test
    void execute_answersToCreateLostAndListFails_findsTheBatchesAgain() throws Exception {
        stub.faults((call, count) -> call.equals("create")
                ? BatchStub.Fault.LOST
                : call.equals("list") && count == 1 ? BatchStub.Fault.FAILS : BatchStub.Fault.NONE);

        var unused = batch();

        assertThat(stub.batches()).hasSize(3);
        requireDoneOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchStub.Item.class,
            names = {"TWICE", "MISSING", "EXPIRED", "CANCELLED", "SERVER_ERROR", "UNREADABLE"})
    void execute_someRequestsNotAnsweredTheFirstTime_goIntoAnotherBatch(BatchStub.Item item) throws Exception {
        stub.items((id, request, asked) -> asked == 0 && id.hashCode() % 3 == 0 ? item : BatchStub.Item.ANSWERED);

        assertThat(batch().exitCode()).isEqualTo(ExitCode.COMPLETE);

        assertThat(stub.singles()).isZero();
        if (item == BatchStub.Item.MISSING || item == BatchStub.Item.UNREADABLE) {
            requireDone(); // what the provider answered and did not hand out was paid
        } else {
            requireDoneOnce();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchStub.Item.class,
            names = {"EXPIRED", "CANCELLED", "SERVER_ERROR"})
    void execute_restByCalls_isAskedForOneByOne(BatchStub.Item item) throws Exception {
        stub.items((id, request, asked) -> id.hashCode() % 3 == 0 ? item : BatchStub.Item.ANSWERED);

        var unused = batch(BatchRules.Rest.CALLS, OptionalInt.empty());

        assertThat(stub.singles()).isPositive();
        assertThat(stub.batches()).hasSize(3);
        requireDoneOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchStub.Item.class,
            names = {"SERVER_ERROR", "REFUSED", "EXPIRED", "MISSING", "UNREADABLE"})
    void execute_oneRequestNeverAnswered_failsItsRowAlone(BatchStub.Item item) throws Exception {
        stub.items((id, request, asked) -> id.startsWith("r5-") ? item : BatchStub.Item.ANSWERED);

        assertThat(batch().exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        run.requireSoundAndComplete(ROWS);
        assertThat(stub.batches().stream()
                        .filter(batch -> batch.requests.stream()
                                .anyMatch(request -> request.customId().startsWith("r5-"))))
                .hasSize(item == BatchStub.Item.REFUSED ? 1 : CallLimits.DEFAULT_ATTEMPTS);
    }

    private void spoil(String... prompts) {
        stub.spoiling(request -> Stream.of(prompts).anyMatch(request.toString()::contains));
    }

    private void requireFailed(String... ids) throws IOException {
        run.requireSoundAndComplete(ROWS);
        assertThat(run.outcomes().values().stream().filter(row -> row.kind() == OutcomeKind.FAILED))
                .allMatch(row -> row.detail().equals("invalid_request"))
                .extracting(OutcomeRecord::id)
                .containsExactlyInAnyOrder(ids);
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(3 * (ROWS - ids.length));
    }

    @Test
    void execute_requestsSpoilTheirBatch_failTheirRowsAlone() throws Exception {
        spoil("Question number 13?", "Question number 4?");

        assertThat(batch().exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        requireFailed("p4", "p13");
        assertThat(stub.singles()).isZero();
        assertThat(stub.count("create")).isLessThan(30);
    }

    @Test
    void execute_requestsSpoilTheirBatchAndRestByCalls_failTheirRowsAlone() throws Exception {
        spoil("Question number 13?", "Question number 4?");

        assertThat(batch(BatchRules.Rest.CALLS, OptionalInt.empty()).exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        requireFailed("p4", "p13");
        assertThat(stub.singles()).isEqualTo(ROWS);
        assertThat(stub.count("create")).isEqualTo(3);
    }

    @Test
    void execute_allRequestsSpoilTheirBatch_stopsAfterAFewAndGoesOn() throws Exception {
        spoil("Question number");

        RunResult stopped = batch();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message())
                .contains("rows were refused by themselves too", "--batch-rest=calls", "without --batch");
        assertThat(stopped.stopped().orElseThrow().byCalls()).isTrue();
        assertThat(stub.count("create")).isLessThan(15);
        assertThat(run.outcomes()).isEmpty();
        stub.spoiling(request -> false);
        assertThat(batch().exitCode()).isEqualTo(ExitCode.COMPLETE);
        requireDoneOnce();
    }

    /** That not all requests are at fault is known of an earlier start. */
    @Test
    void execute_goneOnWhereAllThatIsOpenIsAtFault_failsItsRowsAlone() throws Exception {
        BatchRules rules = new BatchRules(true, POLL, OptionalInt.empty(), BatchRules.Rest.BATCHES);
        assertThat(builder(run).batches(rules).limit(ROWS - 4).build().execute().exitCode())
                .isEqualTo(ExitCode.COMPLETE);
        spoil("Question number 16?", "Question number 17?", "Question number 18?", "Question number 19?");

        assertThat(batch().exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        requireFailed("p16", "p17", "p18", "p19");
    }

    @Test
    void execute_quotaUsedUpWithinABatch_stopsAndGoesOn() throws Exception {
        stub.items((id, request, asked) -> id.hashCode() % 3 == 0 ? BatchStub.Item.NO_QUOTA : BatchStub.Item.ANSWERED);
        RunResult stopped = batch();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(stopped.stopped().orElseThrow().byCalls()).isFalse();
        stub.items((id, request, asked) -> BatchStub.Item.ANSWERED);

        assertThat(batch().exitCode()).isEqualTo(ExitCode.COMPLETE);

        requireDoneOnce();
    }

    @Test
    void execute_goneOnWithFewerRows_keepsWhatABatchAnsweredToTheOthers() throws Exception {
        StopSwitch stop = new StopSwitch();
        stub.faults((call, count) -> {
            if (call.equals("state")) {
                var unused = stop.request();
            }
            return BatchStub.Fault.NONE;
        });
        BatchRules rules = new BatchRules(true, POLL, OptionalInt.empty(), BatchRules.Rest.BATCHES);
        assertThat(builder(run).batches(rules).stop(stop).build().execute().exitCode())
                .isEqualTo(ExitCode.INTERRUPTED);

        assertThat(builder(run).batches(rules).limit(8).build().execute().exitCode())
                .isEqualTo(ExitCode.COMPLETE);
        assertThat(batch().exitCode()).isEqualTo(ExitCode.COMPLETE);

        requireDoneOnce();
    }

    @Test
    void execute_begunByCalls_isEndedInBatches() throws Exception {
        var unused = builder(run).limit(8).build().execute();
        int single = stub.singles();

        var unusedToo = batch();

        assertThat(stub.singles()).isEqualTo(single);
        assertThat(stub.batches()).hasSize(3).allMatch(batch -> batch.requests.size() == ROWS - 8);
        requireDoneOnce();
    }

    @Test
    void execute_ended_leavesNoBatchOpen() throws Exception {
        var unused = batch();

        try (RunStore store = RunStore.openExisting(run.directory())) {
            assertThat(BatchLedger.hasOpen(store)).isFalse();
            assertThat(BatchLedger.in(store))
                    .hasSize(3)
                    .allMatch(batch -> batch.answered() == ROWS && batch.rows().isEmpty());
        }
    }
}
