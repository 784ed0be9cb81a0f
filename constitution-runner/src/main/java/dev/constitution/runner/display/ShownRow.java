package dev.constitution.runner.display;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.run.RecordedText;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.wire.RawThoughts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * All that a store knows of one row.
 *
 * @param row its place in the input, from 0
 * @param rows how many the input has
 * @param outcome empty where the row is not done
 * @param calls what models answered, in order
 */
public record ShownRow(long row, long rows, Optional<OutcomeRecord> outcome, List<ShownCall> calls) {

    /**
     * Reads a row.
     *
     * @param thoughts whether what models thought is wanted too
     */
    public static ShownRow of(StoreView store, RunManifest manifest, long row, boolean thoughts) {
        Optional<OutcomeRecord> outcome = store.outcome(row).map(StoredRecords.Checked::orThrow);
        RunCost cost = RunPrices.of(store, manifest);
        SortedMap<Integer, CallUsage> usage = store.usage(row);
        List<StoredReply> replies =
                outcome.map(content -> StoredOutcome.of(content).replies()).orElse(List.of());
        List<CallRecord> records = store.calls(row);
        // Of answers to the same request, those before the last could not be read.
        Map<String, Integer> last = new HashMap<>();
        records.forEach(call -> last.put(call.step() + call.request(), call.ordinal()));
        List<ShownCall> calls = records.stream()
                .map(call -> call(
                        call,
                        Optional.of(call)
                                .filter(any -> Objects.equals(last.get(call.step() + call.request()), call.ordinal()))
                                .flatMap(any -> reply(call, replies)),
                        Optional.ofNullable(usage.get(call.ordinal())),
                        cost,
                        thoughts))
                .toList();
        return new ShownRow(row, manifest.rows(), outcome, calls);
    }

    private static ShownCall call(
            CallRecord call, Optional<StoredReply> reply, Optional<CallUsage> usage, RunCost cost, boolean thoughts) {
        return new ShownCall(
                call.step(),
                call.role(),
                reply.flatMap(StoredReply::model).orElse(cost.model(call.role())),
                call.raw().latencyMillis(),
                usage.map(taken -> OptionalLong.of(taken.amount().inputTokens()))
                        .orElse(OptionalLong.empty()),
                usage.map(taken -> OptionalLong.of(taken.amount().outputTokens()))
                        .orElse(OptionalLong.empty()),
                usage.filter(taken -> taken.estimated() > 0).isPresent(),
                usage.flatMap(taken -> taken.equals(CallUsage.NONE)
                                ? Optional.of(Cost.ZERO)
                                : cost.price(call.role()).map(price -> price.of(taken.amount())))
                        .map(Cost::usd),
                reply.isPresent() ? Optional.empty() : Optional.of(call.raw().body()),
                thoughts
                        ? reply.flatMap(StoredReply::thoughts).or(() -> RawThoughts.in(call.raw()))
                        : Optional.empty());
    }

    /** What the row made of a call's answer; arms of an experiment have several of the same step. */
    private static Optional<StoredReply> reply(CallRecord call, List<StoredReply> replies) {
        List<StoredReply> ofStep = replies.stream()
                .filter(reply -> reply.call().equals(call.step()))
                .toList();
        return ofStep.size() == 1
                ? Optional.of(ofStep.get(0))
                : ofStep.stream()
                        .filter(reply -> RecordedText.says(call, reply.text()))
                        .findFirst();
    }
}
