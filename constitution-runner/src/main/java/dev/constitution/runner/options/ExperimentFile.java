package dev.constitution.runner.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.store.RunArms;
import dev.constitution.source.FaultText;
import dev.constitution.source.SchemaFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * An experiment as a person wrote it.
 *
 * @param name the file's, without its ending
 * @param arms in the file's order
 */
public record ExperimentFile(
        String name,
        InputOptions input,
        OptionalLong limit,
        long seed,
        RunArms.Plan plan,
        Optional<ArmJudgeOptions> judge,
        Optional<String> baseline,
        Map<String, ArmOptions> arms) {
    /** Stands between an arm and the principle that is left out of it. */
    private static final String WITHOUT = "-without-";

    /** Options that may name a file beside the experiment's. */
    private static final List<String> FILES = List.of("prompts", "constitution");

    /**
     * Reads an experiment.
     *
     * @throws dev.constitution.source.FaultyFileException if the file is none, with the line and column of every fault
     * @throws UsageException if an arm cannot be what it says
     */
    public static ExperimentFile read(Path file) {
        JsonNode tree = SchemaFile.read(file, ExperimentSchema.text());
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Map<String, ArmOptions> arms = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        JsonNode defaults = tree.path("defaults");
        tree.get("arms").properties().forEach(arm -> {
            List<String> words = words(defaults, arm.getValue(), folder);
            words.addAll(words(arm.getValue(), null, folder));
            try {
                arms.put(arm.getKey(), parsed(new ArmOptions(), words));
            } catch (UsageException e) {
                faults.add(file + ": arm " + arm.getKey() + ": " + e.getMessage());
            }
        });
        String ablated = tree.path("ablate").textValue();
        if (ablated != null && !tree.get("arms").has(ablated)) {
            faults.add(file + ": ablate: \"" + ablated + "\" is none of the arms");
        } else if (ablated != null && arms.containsKey(ablated)) {
            faults.addAll(addAblations(file, ablated, arms, () -> {
                List<String> words = words(defaults, tree.get("arms").get(ablated), folder);
                words.addAll(words(tree.get("arms").get(ablated), null, folder));
                return parsed(new ArmOptions(), words);
            }));
        }
        if (faults.isEmpty() && arms.size() < 2) {
            faults.add(file + ": an experiment needs two arms or more; add one, or ablate the one that there is");
        }
        String baseline = tree.path("baseline").asText(ablated);
        if (baseline != null && !tree.get("arms").has(baseline)) {
            faults.add(file + ": the baseline \"" + baseline + "\" is none of the arms");
        }
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
        return new ExperimentFile(
                String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", ""),
                parsed(new InputOptions(), inputWords(tree, folder)),
                tree.has("limit") ? OptionalLong.of(tree.get("limit").longValue()) : OptionalLong.empty(),
                tree.path("seed").longValue(),
                plan(tree),
                tree.has("judge")
                        ? Optional.of(parsed(new ArmJudgeOptions(), words(tree.get("judge"), null, folder)))
                        : Optional.empty(),
                Optional.ofNullable(baseline),
                arms);
    }

    /** The arms alone, whose answers nobody but people compare. */
    public ExperimentFile withoutJudge() {
        return new ExperimentFile(name, input, limit, seed, plan, Optional.empty(), Optional.empty(), arms);
    }

    /** Adds an arm for each principle of an arm, which lacks it; returns what keeps it from that. */
    private static List<String> addAblations(
            Path file, String ablated, Map<String, ArmOptions> arms, Supplier<ArmOptions> again) {
        List<Principle> principles = again.get().principles().constitution().principles();
        if (principles.size() < 2) {
            return List.of(
                    file + ": ablate: the constitution of " + ablated + " has one principle, which cannot be left out");
        }
        for (Principle principle : principles) {
            ArmOptions without = again.get();
            without.principles().leaveOut(principle.id());
            String name = ablated + WITHOUT + principle.id();
            if (arms.putIfAbsent(name, without) != null) {
                return List.of(file + ": ablate: there is an arm " + name + " already; rename it");
            }
        }
        return List.of();
    }

    private static RunArms.Plan plan(JsonNode tree) {
        JsonNode unsafe = tree.path("unsafe");
        return new RunArms.Plan(
                tree.has("looks") ? OptionalInt.of(tree.get("looks").intValue()) : OptionalInt.empty(),
                unsafe.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new RunArms.Labelled(
                                unsafe.get("field").textValue(),
                                StreamSupport.stream(unsafe.get("values").spliterator(), false)
                                        .map(JsonNode::textValue)
                                        .toList())));
    }

    private static List<String> inputWords(JsonNode tree, Path folder) {
        List<String> words = new ArrayList<>();
        CommandLine known = new CommandLine(new InputOptions());
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            if (known.getCommandSpec().findOption("--" + entry.getKey()) != null) {
                words.add(word(entry, folder));
            }
        }
        return words;
    }

    /** The options that a part of the file sets, but for those that another sets. */
    private static List<String> words(JsonNode part, @Nullable JsonNode over, Path folder) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : part.properties()) {
            if (over == null || !over.has(entry.getKey())) {
                words.add(word(entry, folder));
            }
        }
        return words;
    }

    private static String word(Map.Entry<String, JsonNode> entry, Path folder) {
        JsonNode value = entry.getValue();
        String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
        boolean isFile = FILES.contains(entry.getKey()) && Files.exists(folder.resolve(text));
        return "--" + entry.getKey() + "="
                + (isFile ? folder.resolve(text).normalize().toString() : text);
    }

    private static <T> T parsed(T options, List<String> words) {
        try {
            var unused = new CommandLine(options)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(words.toArray(String[]::new));
            return options;
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
