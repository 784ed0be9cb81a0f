package dev.constitution.runner.display;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.store.StoredReply;
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
    public static ShownRow of(RunStore store, RunManifest manifest, long row, boolean thoughts) {
        Optional<OutcomeRecord> outcome = store.outcome(row).map(StoredRecords.Checked::orThrow);
        RunCost cost = RunPrices.of(store, manifest);
        SortedMap<Integer, CallUsage> usage = store.usage(row);
        Map<String, StoredReply> replies = new HashMap<>();
        outcome.map(StoredOutcome::of)
                .ifPresent(content -> content.replies().forEach(reply -> replies.put(reply.call(), reply)));
        Map<String, String> kept = new HashMap<>();
        outcome.filter(any -> thoughts).ifPresent(record -> keptThoughts(record, kept));
        List<CallRecord> records = store.calls(row);
        // Of answers to the same request, those before the last could not be read.
        Map<String, Integer> last = new HashMap<>();
        records.forEach(call -> last.put(call.step(), call.ordinal()));
        List<ShownCall> calls = records.stream()
                .map(call -> call(
                        call,
                        Optional.ofNullable(replies.get(call.step()))
                                .filter(used -> Objects.equals(last.get(call.step()), call.ordinal())),
                        Optional.ofNullable(usage.get(call.ordinal())),
                        cost,
                        thoughts
                                ? Optional.ofNullable(kept.get(call.step())).or(() -> RawThoughts.in(call.raw()))
                                : Optional.empty()))
                .toList();
        return new ShownRow(row, manifest.rows(), outcome, calls);
    }

    private static ShownCall call(
            CallRecord call,
            Optional<StoredReply> reply,
            Optional<CallUsage> usage,
            RunCost cost,
            Optional<String> thoughts) {
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
                thoughts);
    }

    /** Thoughts that a reply keeps apart from its text, by the reply's call. */
    private static void keptThoughts(OutcomeRecord outcome, Map<String, String> kept) {
        for (var field : Json.parse(outcome.json()).properties()) {
            if (!field.getKey().equals("metadata") && !field.getKey().equals("prompt")) {
                collect(field.getValue(), kept);
            }
        }
    }

    private static void collect(JsonNode json, Map<String, String> kept) {
        if (json.path("call").isTextual() && json.path("thoughts").isTextual()) {
            kept.put(json.path("call").textValue(), json.path("thoughts").textValue());
        }
        json.forEach(part -> collect(part, kept));
    }
}
