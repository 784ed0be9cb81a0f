package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.cost.SpentJson;
import dev.constitution.runner.measure.ExperimentJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** How far a run is as one JSON object; the version is raised when a field changes its meaning or goes. */
@JsonNaming(SnakeCaseStrategy.class)
public record ShownStatusJson(
        int version,
        long rows,
        long finished,
        long left,
        long inputRows,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong pairsWanted,
        boolean atWork,
        long waitingAnswers,
        SpentJson allStarts,
        Map<String, SortedMap<String, Long>> outcomes,
        SortedMap<String, String> settings,
        SortedMap<String, SortedSet<String>> returnedModels,
        SortedMap<String, SortedSet<String>> modelNotes,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> stopped,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BatchText.Fields> batches,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<JsonNode> experiment,
        List<ReasonJson> reasons,
        Optional<String> retry) {
    private static final int VERSION = 2;

    /** The status in one line. */
    public static String of(ShownStatus status) {
        Map<String, SortedMap<String, Long>> counts = new TreeMap<>();
        status.outcomes().byKind().forEach((kind, details) -> counts.put(kind.label(), details));
        return CostJson.line(new ShownStatusJson(
                VERSION,
                status.rows().rows(),
                status.rows().done(),
                status.rows().left(),
                status.rows().input(),
                status.pairsWanted(),
                status.atWork(),
                status.waited().orElse(0),
                SpentJson.of(status.spent()),
                counts,
                status.manifest().settings().values(),
                status.returned(),
                status.notes(),
                status.stopped(),
                status.batches().stream().map(BatchText.Fields::of).toList(),
                status.experiment().map(ExperimentJson::tree),
                ReasonJson.all(status.reasons(), status.advice()),
                status.retry()));
    }
}
