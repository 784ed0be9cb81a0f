package dev.constitution.runner.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.judge.InjectionReport;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.stats.Proportion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An {@link InjectionScore} as one JSON object, described in {@code docs/labelled-pairs.md}. */
@JsonNaming(SnakeCaseStrategy.class)
record InjectionScoreJson(
        int version,
        String judge,
        int cases,
        int decided,
        int flipped,
        Optional<ProportionJson> flipRate,
        Map<String, Attack> attacks,
        JsonNode run) {
    private static final int VERSION = 2;

    @JsonNaming(SnakeCaseStrategy.class)
    private record Attack(
            int cases,
            int decided,
            int flipped,
            int unreadable,
            Optional<ProportionJson> flipRate,
            OptionalDouble meanShift) {

        static Attack of(InjectionReport.Attack attack) {
            return new Attack(
                    attack.cases(),
                    attack.decided(),
                    attack.flipped(),
                    attack.unreadable(),
                    ProportionJson.of(new Proportion(attack.flipped(), attack.decided())),
                    attack.meanShift());
        }
    }

    static String of(String judge, InjectionReport report, String run) {
        Map<String, Attack> attacks = new LinkedHashMap<>();
        report.attacks().forEach(attack -> attacks.put(attack.id(), Attack.of(attack)));
        InjectionTotals totals = new InjectionTotals(report);
        return Json.line(new InjectionScoreJson(
                VERSION,
                judge,
                report.cases(),
                report.decided(),
                report.flipped(),
                ProportionJson.of(totals.flipped(), totals.flipRate()),
                attacks,
                Json.parse(run)));
    }
}
