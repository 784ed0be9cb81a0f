package dev.constitution.runner.metrics;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.RunListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what a run does, for {@link MetricsServer}. Thread-safe. */
public final class RunMetrics implements RunListener {
    private static final String ROLE = "constitution_role";
    private static final String NONE = "none";

    private final RunCost cost;
    private final Map<Labels, Histogram> calls = sorted();
    private final Map<Labels, LongAdder> tokens = sorted();
    private final Map<Labels, LongAdder> outcomes = sorted();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private volatile @Nullable Supplier<Spent> spending;
    private volatile @Nullable Supplier<CallStatistics> calling;
    private volatile long rows;
    private volatile long before;

    /** @param cost the run's models by role, and its bounds */
    public RunMetrics(RunCost cost) {
        this.cost = cost;
    }

    private static <T> Map<Labels, T> sorted() {
        return new ConcurrentSkipListMap<>(Comparator.comparing(Labels::toString));
    }

    @Override
    public void started(long all, long finishedBefore) {
        rows = all;
        before = Math.min(finishedBefore, all);
    }

    @Override
    public void called(String role, Duration time, Optional<FailureKind> failure) {
        Optional<ModelSpec> model = Optional.ofNullable(cost.models().get(role)).map(ModelSpec::parse);
        Labels labels = Labels.of(
                "gen_ai_operation_name",
                "chat",
                "gen_ai_provider_name",
                model.map(spec -> provider(spec.scheme())).orElse(NONE),
                "gen_ai_request_model",
                model.map(ModelSpec::model).filter(name -> !name.isEmpty()).orElse(NONE),
                ROLE,
                CallRoles.role(role),
                "error_type",
                failure.map(FailureKind::label).orElse(NONE));
        calls.computeIfAbsent(labels, added -> new Histogram()).add(time);
    }

    /** The conventions' name of a provider; this program's where they have none, or the same. */
    private static String provider(String scheme) {
        return switch (scheme) {
            case "azure" -> "azure.ai.openai";
            case "bedrock" -> "aws.bedrock";
            case "gemini" -> "gcp.gemini";
            case "mistral" -> "mistral_ai";
            case "vertex" -> "gcp.vertex_ai";
            default -> scheme;
        };
    }

    @Override
    public void answered(String role, Amount amount) {
        add(tokens, Labels.of(ROLE, CallRoles.role(role), "gen_ai_token_type", "input"), amount.inputTokens());
        add(tokens, Labels.of(ROLE, CallRoles.role(role), "gen_ai_token_type", "output"), amount.outputTokens());
    }

    @Override
    public void replayed() {
        replayed.increment();
    }

    @Override
    public void spending(Supplier<Spent> spent) {
        spending = spent;
    }

    @Override
    public void calling(Supplier<CallStatistics> statistics) {
        calling = statistics;
    }

    @Override
    public void finished(OutcomeKind kind, String detail) {
        finished.increment();
        add(
                outcomes,
                Labels.of(
                        "constitution_outcome", kind.label(), "constitution_reason", detail.isEmpty() ? NONE : detail),
                1);
    }

    private static void add(Map<Labels, LongAdder> counts, Labels labels, long count) {
        counts.computeIfAbsent(labels, added -> new LongAdder()).add(count);
    }

    /** How the run stands, in Prometheus's text form. */
    String text() {
        MetricsText text = new MetricsText();
        text.metric(Metric.CALLS);
        calls.forEach((labels, histogram) -> histogram.write(text, Metric.CALLS.exposed(), labels));
        write(text, Metric.TOKENS, tokens);
        text.single(Metric.REPLAYED, replayed.sum());
        Supplier<CallStatistics> statistics = calling;
        if (statistics != null) {
            write(text, statistics.get());
        }
        text.single(Metric.ROWS, rows);
        text.single(Metric.ROWS_LEFT, Math.max(0, rows - before - finished.sum()));
        write(text, Metric.ROWS_FINISHED, outcomes);
        Supplier<Spent> spent = spending;
        if (spent != null) {
            write(text, spent.get());
        }
        return text.toString();
    }

    private static void write(MetricsText text, Metric metric, Map<Labels, LongAdder> counts) {
        text.metric(metric);
        counts.forEach((labels, count) -> text.value(metric.exposed(), labels, BigDecimal.valueOf(count.sum())));
    }

    private static void write(MetricsText text, CallStatistics now) {
        text.metric(Metric.RETRIES);
        now.retries()
                .forEach((kind, count) -> text.value(
                        Metric.RETRIES.exposed(),
                        Labels.of("constitution_failure_kind", kind.label()),
                        BigDecimal.valueOf(count)));
        text.single(Metric.IN_FLIGHT, now.inFlight());
        text.single(Metric.WAITING, now.waiting());
        text.single(Metric.ADMITTED, now.limit());
        text.single(Metric.OUTAGES, now.outages());
    }

    private void write(MetricsText text, Spent spent) {
        text.single(Metric.COST, spent.cost().usd());
        text.single(Metric.UNPRICED, spent.unpricedCalls());
        cost.maxCost()
                .map(Cost::usd)
                .ifPresent(most -> text.single(
                        Metric.COST_LEFT, most.subtract(spent.cost().usd()).max(BigDecimal.ZERO)));
        cost.maxTokens()
                .ifPresent(most -> text.single(
                        Metric.TOKENS_LEFT, Math.max(0, most - spent.amount().tokens())));
    }
}
