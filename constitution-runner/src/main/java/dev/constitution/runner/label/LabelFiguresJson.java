package dev.constitution.runner.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.score.FigureJson;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.store.Choice;
import java.util.List;
import java.util.Optional;

/** What labels come to, as one line of JSON. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonNaming(SnakeCaseStrategy.class)
public record LabelFiguresJson(
        int version,
        long labels,
        long prompts,
        long outdated,
        List<Labeller> labellers,
        Optional<Agreement> people,
        Optional<Agreement> judge,
        List<Preference> sides) {

    /** One person. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @JsonNaming(SnakeCaseStrategy.class)
    record Labeller(
            String name,
            long labels,
            long a,
            long b,
            long ties,
            long skipped,
            FigureJson choseFirst,
            Optional<Agreement> judge) {}

    /** Agreement, as it is and beyond chance. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @JsonNaming(SnakeCaseStrategy.class)
    record Agreement(FigureJson raw, FigureJson beyondChance, Optional<FigureJson> ac1) {
        static Agreement of(LabelFigures.Agreement agreement) {
            return new Agreement(
                    FigureJson.of(agreement.raw()),
                    FigureJson.of(agreement.beyondChance()),
                    agreement.ac1().map(FigureJson::of));
        }
    }

    /** How far people prefer {@code a}. */
    record Preference(String a, String b, FigureJson rate) {}

    public static String of(LabelFigures figures) {
        return Json.line(new LabelFiguresJson(
                1,
                figures.labels(),
                figures.prompts(),
                figures.outdated(),
                figures.labellers().stream()
                        .map(one -> new Labeller(
                                one.name(),
                                one.labels(),
                                one.of(Choice.A),
                                one.of(Choice.B),
                                one.of(Choice.TIE),
                                one.of(Choice.SKIP),
                                FigureJson.of(one.first().figure(Level.DEFAULT)),
                                one.judge().map(Agreement::of)))
                        .toList(),
                figures.people().map(Agreement::of),
                figures.judge().map(Agreement::of),
                figures.sides().stream()
                        .map(one -> new Preference(one.sides().a(), one.sides().b(), FigureJson.of(one.rate())))
                        .toList()));
    }
}
