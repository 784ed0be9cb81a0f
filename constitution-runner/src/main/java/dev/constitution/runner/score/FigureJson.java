package dev.constitution.runner.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Interval;
import java.util.Optional;

/** A figure, rounded to six digits: its value, perhaps with an interval and a note, or under {@code undefined} why there is none. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record FigureJson(
        Optional<Double> value,
        Optional<Double> low,
        Optional<Double> high,
        long n,
        String method,
        Optional<String> note,
        Optional<String> undefined) {

    static FigureJson of(Figure figure) {
        return new FigureJson(
                figure.estimate().map(estimate -> ProportionJson.rounded(estimate.value())),
                figure.interval().map(Interval::low).map(ProportionJson::rounded),
                figure.interval().map(Interval::high).map(ProportionJson::rounded),
                figure.n(),
                figure.method().label(),
                figure.estimate().flatMap(Figure.Estimate::note),
                figure instanceof Figure.Undefined none ? Optional.of(none.reason()) : Optional.empty());
    }
}
