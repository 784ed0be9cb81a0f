package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a run's models; one that is not named is the model that answers. */
@UnderHeading(Heading.MODELS)
public final class ModelOptions {
    @DecidesRun({"generator", "speaker"})
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "local:",
            description = "The model that answers: local: (the embedded one, default), local:FILE.gguf, openai:NAME,"
                    + " anthropic:NAME, gemini:NAME, mistral:NAME, azure:DEPLOYMENT, bedrock:MODEL, vertex:MODEL, ollama:NAME,"
                    + " openai-compatible:NAME@BASE-URL.")
    private String generator;

    @DecidesRun("critic")
    @Option(names = "--critic", paramLabel = "MODEL", description = "The model that criticises; --model by default.")
    private @Nullable String critic;

    @DecidesRun("reviser")
    @Option(names = "--reviser", paramLabel = "MODEL", description = "The model that revises; --model by default.")
    private @Nullable String reviser;

    @DecidesRun("teacher")
    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description = "With contrast: the model that answers under the constitution; --model by default.")
    private @Nullable String teacher;

    @DecidesRun("judge")
    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "The model that compares answers, in both orders; --model by default.")
    private @Nullable String judge;

    /** The models' names by role, of the roles that a method has. */
    public SortedMap<String, String> names(MethodOptions method) {
        SortedMap<String, String> names = new TreeMap<>();
        if (method.isIntrospection()) {
            names.put(ModelRole.SPEAKER.label(), generator);
            return names;
        }
        names.put(ModelRole.GENERATOR.label(), generator);
        if (method.isRevision()) {
            names.put(ModelRole.CRITIC.label(), critic == null ? generator : critic);
            names.put(ModelRole.REVISER.label(), reviser == null ? generator : reviser);
        }
        if (method.isContrast()) {
            names.put(ModelRole.TEACHER.label(), teacher == null ? generator : teacher);
        }
        if (method.usesJudge()) {
            names.put(ModelRole.JUDGE.label(), judge == null ? generator : judge);
        }
        return names;
    }

    /** Which are given that only revisions need. */
    public List<String> ofRevisions() {
        List<String> given = new ArrayList<>();
        if (critic != null) {
            given.add("--critic");
        }
        if (reviser != null) {
            given.add("--reviser");
        }
        return given;
    }

    /** Which are given that only contrasts need. */
    public List<String> ofContrasts() {
        return teacher == null ? List.of() : List.of("--teacher");
    }

    /** Which are given that only a judge needs. */
    public List<String> ofJudges() {
        return judge == null ? List.of() : List.of("--judge");
    }
}
