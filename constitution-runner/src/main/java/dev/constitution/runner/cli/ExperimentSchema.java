package dev.constitution.runner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.stats.Looks;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The JSON Schema of experiments, made from the options of runs and judges, so that what these learn, arms know;
 * {@code docs/experiment.schema.json} is a copy for editors, kept the same by a test.
 */
final class ExperimentSchema {
    private ExperimentSchema() {}

    static String text() {
        ObjectNode schema = object(Json.MAPPER
                        .createObjectNode()
                        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                        .put("$id", "urn:dev.constitution:schema:experiment:1")
                        .put(
                                "title",
                                "An experiment: arms that answer the same prompts, and a judge that compares them"))
                .put("description", "Files that are named stand where this file stands.");
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("$schema")
                .put("description", "Where this schema is, for editors.")
                .put("type", "string");
        options(properties, new InputOptions(), Set.of());
        whole(properties, "limit", "Take the first prompts only, so many.", 1);
        whole(properties, "seed", "What all draws derive from; 0 by default.", Long.MIN_VALUE);
        whole(
                properties,
                "looks",
                "How often the figures are to be looked at before the end, the end included, 20 times at most: their levels"
                        + " allow for it.",
                1);
        ((ObjectNode) properties.get("looks")).put("maximum", Looks.MOST);
        ObjectNode unsafe = object(properties.putObject("unsafe"))
                .put(
                        "description",
                        "Which prompts an answer should refuse: a field of theirs, and the values that mean it.");
        unsafe.putArray("required").add("field").add("values");
        unsafe.putObject("properties").putObject("field").put("type", "string");
        unsafe.withObject("properties")
                .putObject("values")
                .put("type", "array")
                .put("minItems", 1)
                .putObject("items")
                .put("type", "string");
        properties
                .putObject("baseline")
                .put("description", "The arm that the others are compared with; by default each is compared with each.")
                .put("type", "string");
        properties
                .putObject("ablate")
                .put(
                        "description",
                        "An arm that gets a further arm for each of its principles, ARM-without-PRINCIPLE, which lacks it;"
                                + " the baseline then is this arm unless another one is named.")
                .put("type", "string");
        ObjectNode judge = object(properties.putObject("judge"))
                .put("description", "Who compares the arms' answers, in both orders; without it nobody does.");
        options(judge.putObject("properties"), new ArmJudgeOptions(), ArmJudgeOptions.NOT_OF_JUDGE);
        arm(properties, "defaults").put("description", "What every arm has unless it says otherwise.");
        ObjectNode arms = properties
                .putObject("arms")
                .put(
                        "description",
                        "The arms by name, in the order in which they are shown: two or more, or one that is ablated.")
                .put("type", "object")
                .put("minProperties", 1);
        arms.putObject("propertyNames").put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$");
        arm(arms, "additionalProperties");
        schema.putArray("required").add("prompts").add("arms");
        return ConfigSchema.text(schema);
    }

    private static ObjectNode arm(ObjectNode parent, String name) {
        ObjectNode arm = object(parent.putObject(name));
        options(arm.putObject("properties"), new ArmOptions(), ArmOptions.NOT_OF_ARMS);
        return arm;
    }

    private static ObjectNode object(ObjectNode node) {
        return node.put("type", "object").put("additionalProperties", false);
    }

    private static void whole(ObjectNode properties, String name, String description, long least) {
        ObjectNode property =
                properties.putObject(name).put("description", description).put("type", "integer");
        if (least > Long.MIN_VALUE) {
            property.put("minimum", least);
        }
    }

    private static void options(ObjectNode properties, Object declaring, Set<String> without) {
        for (OptionSpec option : ConfigSchema.settable(CommandLine.Model.CommandSpec.forAnnotatedObject(declaring))) {
            if (!without.contains(option.longestName())) {
                ConfigSchema.describe(option, properties.putObject(OptionDefaults.key(option.longestName())));
            }
        }
    }
}
