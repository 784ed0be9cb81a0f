package dev.constitution.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.testing.AnsweringModel;
import dev.langchain4j.exception.RateLimitException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the page about names to what is emitted. */
class NamesPageTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void page_ofMeters_listsThoseThatThereAre() throws IOException {
        answer(AnsweringModel.wanting("Please", "Close the door."));
        answer(new AnsweringModel(request -> {
            if (AnsweringModel.lastText(request).contains("<decision>")) {
                throw new RateLimitException("slow down");
            }
            return AnsweringModel.response("Close the door.");
        }));

        assertThat(meters.getMeters().stream()
                        .map(Meter::getId)
                        .map(NamesPageTest::row)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(Path.of("../docs/observability.md")).stream()
                        .filter(line -> line.matches("\\| `[a-z_]+\\.[a-z_.]+` \\| (timer|summary|counter) \\|.*"))
                        .collect(Collectors.toSet()));
    }

    private static String row(Meter.Id id) {
        String type = id.getType() == Meter.Type.DISTRIBUTION_SUMMARY
                ? "summary"
                : id.getType().name().toLowerCase(Locale.ROOT);
        String tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new)).stream()
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(", "));
        return "| `" + id.getName() + "` | " + type + " |" + (tags.isEmpty() ? "" : " " + tags) + " |";
    }

    private void answer(AnsweringModel model) {
        ObservationRegistry registry = ObservationRegistry.create();
        MeterObservationHandler<Observation.Context> handler = ConstitutionObservations.meters(meters);
        registry.observationConfig().observationHandler(handler);
        ConstitutionObservations observations = ConstitutionObservations.of(registry);
        var unused = observations
                .observed(ConstitutionalChatModel.of(CritiqueRevision.builder()
                        .constitution(Constitution.of("polite", List.of(Principle.of("please", "Say please."))))
                        .model(model)
                        .rounds(1)
                        .listener(observations)
                        .build()))
                .chat("Ask for it.");
    }
}
