package dev.constitution.runner.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.stats.Calibration;
import java.util.List;
import java.util.Optional;

/** A judge's {@link Calibration} as JSON; without pairs only their number. */
@JsonNaming(SnakeCaseStrategy.class)
record CalibrationJson(
        long n,
        Optional<Double> expectedError,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> errorByChance,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> p,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> correctedError,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<FigureJson> gap,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> brier,
        List<Bin> bins) {

    private record Bin(double from, double to, double confidence, Optional<ProportionJson> accuracy, boolean few) {

        static Bin of(Calibration.Bin bin) {
            return new Bin(
                    ProportionJson.rounded(bin.from()),
                    ProportionJson.rounded(bin.to()),
                    ProportionJson.rounded(bin.probability()),
                    ProportionJson.of(bin.frequency()),
                    bin.isThin());
        }
    }

    static CalibrationJson of(Confidence confidence) {
        Optional<Calibration> calibration = confidence.calibration();
        return new CalibrationJson(
                confidence.pairs(),
                calibration
                        .flatMap(known -> known.error().estimate())
                        .map(error -> ProportionJson.rounded(error.value())),
                calibration.map(known -> ProportionJson.rounded(known.chance())),
                calibration.map(known -> ProportionJson.rounded(known.p())),
                calibration.map(known -> ProportionJson.rounded(known.corrected())),
                calibration.map(known -> FigureJson.of(known.gap())),
                calibration.map(known -> ProportionJson.rounded(known.brier())),
                calibration.stream()
                        .flatMap(known -> known.curve().stream())
                        .map(Bin::of)
                        .toList());
    }
}
