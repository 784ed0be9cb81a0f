package dev.constitution.runner.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import java.util.List;
import java.util.Optional;

/** A review as one JSON object; the version is raised when a field changes its meaning or goes. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReviewJson(
        int version,
        String file,
        String constitution,
        String fingerprint,
        boolean english,
        List<One> advice,
        List<Use> uses,
        List<String> reworded) {
    private static final int VERSION = 1;

    /** A piece of advice. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record One(
            String rule,
            String severity,
            int line,
            int column,
            Optional<String> principle,
            String what,
            String remedy,
            String why) {}

    /** What a principle did in the run. */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Use(String principle, long asked, long objected, long changed) {}

    public static String of(Review review) {
        return Json.line(new ReviewJson(
                VERSION,
                review.file().toString(),
                review.set().id(),
                review.set().fingerprint(),
                review.english(),
                review.advice().stream()
                        .map(one -> new One(
                                one.kind().label(),
                                one.kind().severity().label(),
                                one.line(),
                                one.column(),
                                one.principle(),
                                one.what(),
                                one.remedy(),
                                one.kind().why()))
                        .toList(),
                review.uses().stream()
                        .map(use -> new Use(use.principle(), use.asked(), use.objected(), use.changed()))
                        .toList(),
                review.reworded()));
    }
}
