package dev.constitution.runner.display;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.Json;
import java.util.List;

/** Sets of principles as one JSON object; the version is raised when a field changes its meaning or goes. */
public record ConstitutionsJson(int version, List<Overview> constitutions) {
    private static final int VERSION = 1;

    @JsonNaming(SnakeCaseStrategy.class)
    private record Overview(
            String id,
            String title,
            String version,
            String language,
            String licence,
            String source,
            String precedence,
            int principles,
            int exemplars,
            int comparisonExemplars,
            String fingerprint) {

        static Overview of(Constitution set) {
            return new Overview(
                    set.id(),
                    set.title(),
                    set.version(),
                    set.language(),
                    set.licence(),
                    set.source(),
                    PrinciplesText.precedence(set),
                    set.principles().size(),
                    set.exemplars().size(),
                    set.comparisonExemplars().size(),
                    set.fingerprint());
        }
    }

    public static String of(List<Constitution> sets) {
        return Json.line(
                new ConstitutionsJson(VERSION, sets.stream().map(Overview::of).toList()));
    }
}
