package dev.constitution.runner.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.rows.RowOddity;
import java.util.Map;
import java.util.Optional;
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
    private static final int VERSION = 2;

    @JsonNaming(SnakeCaseStrategy.class)
    private record PositionJson(
            Optional<ProportionJson> samePosition,
            Optional<ProportionJson> first,
            FigureJson bias,
            FigureJson p,
            boolean bound,
            Optional<String> prefers) {

        static PositionJson of(PositionBias position) {
            return new PositionJson(
                    ProportionJson.of(position.samePosition()),
                    ProportionJson.of(position.first()),
                    FigureJson.of(position.bias()),
                    FigureJson.of(position.test().p()),
                    position.isBound(),
                    position.preferred());
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
                score.soft().map(soft -> CalibrationJson.of(soft.confidence())),
                principles,
                run.map(Json::parse)));
    }
}
