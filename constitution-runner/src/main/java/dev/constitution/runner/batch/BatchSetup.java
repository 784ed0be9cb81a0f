package dev.constitution.runner.batch;

import dev.constitution.runner.base.Time;
import dev.constitution.runner.call.Budget;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the batches of a run's start stand on.
 *
 * @param rows how many rows of the input this start does
 * @param limits how often a call is tried, and how long a server may be away
 * @param cost names the models by role
 * @param sent a request as it is sent, with its images
 * @param recorder makes an answer durable and counts it; returns when it is
 * @param news takes lines for people
 */
public record BatchSetup(
        BatchRules rules,
        RunStore store,
        long rows,
        CallLimits limits,
        RunCost cost,
        Budget budget,
        UnaryOperator<ChatRequest> sent,
        StopSwitch stop,
        Time time,
        BiConsumer<CallRecord, CallUsage> recorder,
        Consumer<String> news) {}
