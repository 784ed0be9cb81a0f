package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.Misplaced;
import dev.constitution.runner.base.UsageException;
import dev.constitution.source.Suggestion;
import dev.constitution.stage.Generation;
import dev.constitution.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an experiment says of one arm: options of {@code constitution run}, and how the arm comes to its answers. */
@Command(name = "arm")
public final class ArmOptions {
    /** What of a run's options is the experiment's, or has no meaning in an arm. */
    public static final Set<String> NOT_OF_ARMS = Set.of(
            "--method",
            "--seed",
            "--confirm",
            "--keep-ties",
            "--turns",
            "--teacher",
            "--teacher-temperature",
            "--teacher-max-tokens",
            "--judge",
            "--judge-by",
            "--chain-of-thought",
            "--samples",
            "--temperatures");

    private static final String REVISION = "revise";
    private static final String PLAIN = "answer";
    private static final String INSTRUCTION = "instruct";

    @Option(
            names = "--answers",
            paramLabel = "HOW",
            defaultValue = REVISION,
            description =
                    "How the arm comes to its answers: revise (default), by critique and revision; answer, the model's"
                            + " own first answer; instruct, an answer with the principles in the system turn.")
    private String answers;

    @Mixin
    private PrincipleOptions principles;

    @Mixin
    private StageOptions stage;

    public PrincipleOptions principles() {
        return principles;
    }

    /** The names of the arm's models by role. */
    public SortedMap<String, String> models() {
        if (!List.of(REVISION, PLAIN, INSTRUCTION).contains(answers)) {
            throw new UsageException("unknown way to answers \"" + answers + "\""
                    + Suggestion.clauseAndQuotedList(answers, List.of(REVISION, PLAIN, INSTRUCTION), "known ways"));
        }
        Misplaced misplaced = new Misplaced();
        stage.addTo(misplaced);
        misplaced.refuse();
        SortedMap<String, String> models = stage.models();
        if (!answers.equals(REVISION)) {
            models.keySet().retainAll(Set.of(ModelRole.GENERATOR.label()));
        }
        return models;
    }

    /** What the arm's prompts go through. */
    public Stage stage(RunParts parts, long seed) {
        if (answers.equals(REVISION)) {
            return stage.revision(parts, seed);
        }
        Generation plain = Generation.plain(
                parts.model(ModelRole.GENERATOR), parts.shape(ModelRole.GENERATOR), stage.sampling(), seed);
        return answers.equals(PLAIN) ? plain : plain.instructed(parts.constitution());
    }

    /** What of it shapes the arm's answers. */
    public SortedMap<String, String> settings(RunParts parts) {
        Map<String, String> all = answers.equals(REVISION) ? stage.settings(parts) : stage.samplingSettings();
        TreeMap<String, String> settings = new TreeMap<>(all);
        settings.remove("method");
        settings.put("answers", answers);
        return settings;
    }
}
