package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Sha256;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.prompts.Harvest;
import dev.constitution.runner.prompts.KnownPrompts;
import dev.constitution.runner.prompts.PromptAims;
import dev.constitution.runner.prompts.PromptKind;
import dev.constitution.runner.prompts.PromptPlan;
import dev.constitution.runner.prompts.Prompting;
import dev.constitution.source.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which prompts are written, by which models, and which of them are kept. */
public final class PromptsOptions {
    private static final String TOPICS =
            "health,money,work,school,family,law,technology,politics,travel,food,history,crime";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @UnderHeading(Heading.INPUT)
    @DecidesRun({"input", "count"})
    @Option(names = "--count", required = true, paramLabel = "N", description = "How many prompts there are to be.")
    private int count;

    @UnderHeading(Heading.INPUT)
    @DecidesRun("not-like")
    @Option(
            names = "--not-like",
            paramLabel = "FILE",
            description =
                    "Prompts, in any form that run reads, which none may be equal or nearly equal to, such as those"
                            + " of a test set; may be repeated.")
    private List<Path> notLike = new ArrayList<>();

    @Mixin
    private PrincipleOptions principles;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("principles")
    @Option(
            names = "--principle",
            split = ",",
            paramLabel = "ID",
            description = "Write for these principles alone. Default: all of the constitution.")
    private List<String> chosen = new ArrayList<>();

    @UnderHeading(Heading.METHOD)
    @DecidesRun("behaviours")
    @Option(
            names = "--behaviour",
            paramLabel = "TEXT",
            description = "Write for this behaviour, described in a sentence, in place of principles; may be repeated.")
    private List<String> behaviours = new ArrayList<>();

    @UnderHeading(Heading.METHOD)
    @DecidesRun("kind")
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "red-team",
            description =
                    "red-team (default): prompts that tempt a model to break the principle; evaluation: prompts of"
                            + " all sorts whose answers show whether it is kept.")
    private String kind;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("topics")
    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "TOPIC",
            defaultValue = TOPICS,
            description = "What the prompts are about, in equal shares. Default: ${DEFAULT-VALUE}.")
    private List<String> topics;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("lowest-grade")
    @Option(
            names = "--lowest-grade",
            paramLabel = "1-5",
            defaultValue = "3",
            description =
                    "Keep prompts that the critic gives this grade or a higher one, from 1, which tests nothing, to"
                            + " 5, at which most models would fail. Default: ${DEFAULT-VALUE}.")
    private int lowestGrade;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("generator")
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "local:",
            description = "The model that writes. Default: local:, the embedded one, which is small for it.")
    private String model;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("critic")
    @Option(names = "--critic", paramLabel = "MODEL", description = "The model that grades; --model by default.")
    private @Nullable String critic;

    /**
     * What is to be written.
     *
     * @throws UsageException if the options cannot be used, with all that is wrong
     */
    public PromptPlan plan() {
        List<String> faults = new ArrayList<>();
        if (count < 1) {
            faults.add("--count must be at least 1, got " + count);
        }
        if (lowestGrade < 1 || lowestGrade > 5) {
            faults.add("--lowest-grade must be from 1 to 5, got " + lowestGrade);
        }
        List<String> subjects = topics.stream().map(String::strip).toList();
        if (subjects.stream().anyMatch(String::isEmpty) || new HashSet<>(subjects).size() < subjects.size()) {
            faults.add("--topics must name each topic once, and none may be blank, got " + String.join(",", topics));
        }
        PromptKind of = Arrays.stream(PromptKind.values())
                .filter(one -> one.label().equals(kind))
                .findFirst()
                .orElse(null);
        if (of == null) {
            List<String> known =
                    Arrays.stream(PromptKind.values()).map(PromptKind::label).toList();
            faults.add("unknown kind \"" + kind + "\"" + Suggestion.clauseAndQuotedList(kind, known, "known kinds"));
        }
        PromptAims aims = aims(faults);
        for (Path file : notLike) {
            if (file.toString().equals("-")) {
                faults.add("--not-like is read by every start; name a file, not standard input");
            }
        }
        if (!faults.isEmpty() || of == null || aims == null) {
            throw new UsageException(String.join("\n", faults));
        }
        return new PromptPlan(aims, subjects, count, of);
    }

    private @Nullable PromptAims aims(List<String> faults) {
        if (!behaviours.isEmpty()) {
            for (String option : List.of("--constitution", "--principle")) {
                if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                    faults.add(option + " is of no use with --behaviour; name one of them");
                }
            }
            if (behaviours.stream().anyMatch(String::isBlank)) {
                faults.add("--behaviour must describe one in a sentence, got a blank one");
                return null;
            }
            return PromptAims.behaviours(behaviours);
        }
        Constitution all;
        try {
            all = principles.constitution();
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return null;
        }
        List<String> ids = all.principles().stream().map(Principle::id).toList();
        for (String id : chosen) {
            if (!ids.contains(id)) {
                faults.add("--principle: " + all.id() + " has no \"" + id + "\""
                        + Suggestion.clauseAndQuotedList(id, ids, "its principles"));
            }
        }
        List<Principle> aims = all.principles().stream()
                .filter(one -> chosen.isEmpty() || chosen.contains(one.id()))
                .toList();
        return aims.isEmpty() ? null : new PromptAims(Constitution.of(all.id(), aims), false);
    }

    /** What is kept of what is written. */
    public Harvest harvest(PromptPlan plan, RunParts parts) throws IOException {
        KnownPrompts known = new KnownPrompts();
        for (Path file : notLike) {
            known.addGiven(PromptSource.of(file));
        }
        return new Harvest(plan, known, lowestGrade, parts.shape(ModelRole.GENERATOR), parts.shape(ModelRole.CRITIC));
    }

    /** The stage that writes and grades. */
    public Prompting stage(PromptPlan plan, RunParts parts, Harvest harvest) {
        Prompting.Models models = new Prompting.Models(
                parts.model(ModelRole.GENERATOR),
                parts.shape(ModelRole.GENERATOR),
                parts.model(ModelRole.CRITIC),
                parts.shape(ModelRole.CRITIC));
        return new Prompting(plan, models, principles.seed(), harvest);
    }

    public PrincipleOptions principles() {
        return principles;
    }

    /** The models' names by role. */
    public SortedMap<String, String> models() {
        return new TreeMap<>(
                Map.of(ModelRole.GENERATOR.label(), model, ModelRole.CRITIC.label(), critic == null ? model : critic));
    }

    /** What decides the run, beside the models and what is common to every run. */
    public Map<String, String> settings(PromptPlan plan) throws IOException {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "count", Integer.toString(count),
                "kind", kind,
                "topics", String.join(",", plan.topics()),
                "lowest-grade", Integer.toString(lowestGrade),
                "prompt wording", plan.fingerprint()));
        if (!behaviours.isEmpty()) {
            settings.put("behaviours", String.join("\n", behaviours));
        }
        if (!chosen.isEmpty()) {
            settings.put("principles", String.join(",", chosen));
        }
        if (!notLike.isEmpty()) {
            StringBuilder hashes = new StringBuilder();
            for (Path file : notLike) {
                try (ReadableSource input = ReadableSource.of(PromptSource.of(file))) {
                    hashes.append(input.file().scan().sha256());
                }
            }
            settings.put("not-like", Sha256.hex(Sha256.units(hashes.toString())));
        }
        return settings;
    }
}
