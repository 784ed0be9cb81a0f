package dev.constitution.micrometer;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An application's telemetry: OpenTelemetry's own SDK behind Micrometer's bridge, and a registry for Prometheus. */
final class Telemetry implements AutoCloseable {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final ObservationRegistry registry = ObservationRegistry.create();

    Telemetry() {
        io.opentelemetry.api.trace.Tracer spans = provider.get("test");
        OtelTracer tracer = new OtelTracer(spans, new OtelCurrentTraceContext(), event -> {});
        OtelPropagator propagator =
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), spans);
        registry.observationConfig()
                .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                        ConstitutionObservations.meters(meters), new DefaultMeterObservationHandler(meters)))
                .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
    }

    List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    /** Each span with the names of those above it, the outermost first: {@code answer > revision > chat: critic}. */
    List<String> tree() {
        return tree(spans());
    }

    static List<String> tree(List<SpanData> spans) {
        Map<String, SpanData> byId = spans.stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
        return spans.stream().map(span -> path(span, byId)).sorted().toList();
    }

    private static String path(SpanData span, Map<String, SpanData> byId) {
        SpanData parent = byId.get(span.getParentSpanId());
        String role = attribute(span, Own.ROLE);
        String name = span.getName() + (role == null ? "" : ": " + role);
        return parent == null ? name : path(parent, byId) + " > " + name;
    }

    SpanData span(String name, String role) {
        return spans().stream()
                .filter(span -> span.getName().equals(name) && role.equals(attribute(span, Own.ROLE)))
                .findFirst()
                .orElseThrow();
    }

    SpanData span(String name) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static @Nullable String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    /** All that is told of spans and by meters, to look for what must not be there. */
    String everything() {
        return spans().stream()
                        .map(span -> span + " " + span.getAttributes() + " " + span.getEvents() + " "
                                + span.getEvents().stream()
                                        .map(event -> event.getAttributes().toString())
                                        .toList())
                        .collect(Collectors.joining("\n"))
                + meters.scrape();
    }

    @Override
    public void close() {
        provider.close();
        meters.close();
    }
}
