package dev.constitution.runner.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.score.FigureJson;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.McNemar;
import java.io.IOException;
import java.util.Optional;

/**
 * An experiment's figures as JSON: what {@link ExperimentFigures} and its parts hold, by the names of their components, numbers
 * rounded to six digits. Fields may be added; the version rises when one goes or changes its meaning.
 */
public final class ExperimentJson {
    private static final int VERSION = 1;

    private static final ObjectMapper MAPPER = Json.MAPPER
            .copy()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT)
            .registerModule(new SimpleModule()
                    .addSerializer(of(Figure.class, (figure, json) -> json.writePOJO(FigureJson.of(figure))))
                    .addSerializer(of(McNemar.Verdict.class, (verdict, json) -> json.writeString(verdict.label())))
                    .addSerializer(of(Cost.class, (cost, json) -> json.writeNumber(cost.usd())))
                    .addSerializer(of(Double.class, (number, json) -> json.writeNumber(rounded(number))))
                    .addSerializer(
                            double.class, of(Double.class, (number, json) -> json.writeNumber(rounded(number)))));

    private ExperimentJson() {}

    /** Writes one value. */
    @FunctionalInterface
    private interface Writing<T> {
        void to(T value, JsonGenerator json) throws IOException;
    }

    private static <T> StdSerializer<T> of(Class<T> type, Writing<T> writing) {
        return new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider unused) throws IOException {
                writing.to(value, json);
            }
        };
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    /** The figures as a tree. */
    public static JsonNode tree(ExperimentFigures figures) {
        ObjectNode all = MAPPER.createObjectNode().put("version", VERSION);
        all.setAll((ObjectNode) MAPPER.valueToTree(figures));
        return all;
    }

    /**
     * The figures on one line.
     *
     * @param run what became of the run, as JSON
     */
    public static String line(ExperimentFigures figures, Optional<String> run) {
        ObjectNode all = (ObjectNode) tree(figures);
        run.ifPresent(json -> all.set("run", Json.parse(json)));
        return Json.line(all);
    }
}
