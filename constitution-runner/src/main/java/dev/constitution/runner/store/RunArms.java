package dev.constitution.runner.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * What an experiment's folder keeps of its arms. They may change from one start to the next: what was answered before is
 * asked for again only where a request is another one.
 *
 * @param name the experiment's
 * @param arms in the experiment's order
 * @param judge who compares the arms' answers; empty where nobody does
 * @param baseline the arm that the others are compared with; empty where each is compared with each
 * @param plan how the experiment is to be read
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonNaming(SnakeCaseStrategy.class)
public record RunArms(String name, List<Part> arms, Optional<Part> judge, Optional<String> baseline, Plan plan) {
    /**
     * An arm, or the judge.
     *
     * @param settings what it was asked for, by the names that options have without dashes
     * @param models the names of its models by role
     * @param fingerprints what decides its answers beside them: principles, wordings
     * @param principles its constitution as YAML
     */
    public record Part(
            String name,
            SortedMap<String, String> settings,
            SortedMap<String, String> models,
            SortedMap<String, String> fingerprints,
            String principles) {

        /** Its constitution. */
        public Constitution constitution() {
            return Constitutions.parse(principles, "the constitution of " + name);
        }
    }

    /**
     * How an experiment is to be read; it decides no answer.
     *
     * @param looks how often the figures are to be looked at before the experiment ends, its end included; empty where that
     *     was not planned
     * @param unsafe which prompts an answer should refuse: the field of the metadata that says so, and its values; empty where
     *     none says it
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @JsonNaming(SnakeCaseStrategy.class)
    public record Plan(OptionalInt looks, Optional<Labelled> unsafe) {}

    /** A field of the prompts' metadata, and the values that mean it. */
    public record Labelled(String field, List<String> values) {}

    /** Whether each answer of the one is an answer of the other. */
    public boolean answersAs(RunArms other) {
        return arms.equals(other.arms) && judge.equals(other.judge) && baseline.equals(other.baseline);
    }
}
