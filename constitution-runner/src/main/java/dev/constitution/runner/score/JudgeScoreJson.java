package dev.constitution.runner.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.rows.RowOddity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How a judge did as one JSON object, described in {@code docs/labelled-pairs.md}. Fields may be added; the version rises when one
 * goes or changes its meaning.
 */
@JsonNaming(SnakeCaseStrategy.class)
record JudgeScoreJson(
        int version,
        String pairs,
        String format,
        String judge,
        long rows,
        long unreadable,
        Map<RowOddity.Kind, Long> odd,
        long noMajority,
        long failed,
        @JsonUnwrapped AgreementJson agreement,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PositionJson> position,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<CalibrationJson> calibration,
        Map<String, AgreementJson> principles,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<JsonNode> run) {
    private static final int VERSION = 1;

    @JsonNaming(SnakeCaseStrategy.class)
    private record PositionJson(
            Optional<ProportionJson> samePosition,
            Optional<ProportionJson> first,
            boolean bound,
            Optional<String> prefers) {

        static PositionJson of(PositionBias position) {
            return new PositionJson(
                    ProportionJson.of(position.samePosition()),
                    ProportionJson.of(position.first()),
                    position.isBound(),
                    position.preferred());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record CalibrationJson(long n, OptionalDouble expectedError, List<Bin> bins) {

        static CalibrationJson of(Calibration calibration) {
            return new CalibrationJson(
                    calibration.pairs(),
                    calibration.pairs() == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(ProportionJson.rounded(calibration.expectedError())),
                    calibration.bins().stream().map(Bin::of).toList());
        }
    }

    private record Bin(double from, double to, double confidence, Optional<ProportionJson> accuracy) {

        static Bin of(Calibration.Bin bin) {
            return new Bin(
                    ProportionJson.rounded(bin.from()),
                    ProportionJson.rounded(bin.to()),
                    ProportionJson.rounded(bin.confidence()),
                    ProportionJson.of(bin.right()));
        }
    }

    /** @param run what became of the judge's run, as JSON; empty for a rule */
    static String of(JudgeScore score, Optional<String> run) {
        TreeMap<String, AgreementJson> principles = new TreeMap<>();
        score.principles().forEach((id, agreement) -> principles.put(id, AgreementJson.of(agreement)));
        return Json.line(new JudgeScoreJson(
                VERSION,
                score.rows().location(),
                score.form(),
                score.judge(),
                score.rows().rows(),
                score.rows().unreadable(),
                score.rows().dirt(),
                score.agreement().noMajority(),
                score.failed(),
                AgreementJson.of(score.agreement()),
                score.soft().map(soft -> PositionJson.of(soft.position())),
                score.soft().map(soft -> CalibrationJson.of(soft.calibration())),
                principles,
                run.map(Json::parse)));
    }
}
