package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.label.DrawnArms;
import dev.constitution.runner.model.ModelIdentity;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.OpenModels;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.run.CallShares;
import dev.constitution.runner.run.DryRun;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.StoredAnswers;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoreView;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trial;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an experiment's run is put together from. Closes the models. */
public final class ExperimentParts implements AutoCloseable {
    private static final String JUDGE = ModelRole.JUDGE.label();

    private final ExperimentFile file;
    private final RunOptions options;
    private final OpenModels models;
    private final Map<ChatModel, String> names = new HashMap<>();
    private final SortedMap<String, String> byRole = new TreeMap<>();
    private final SortedMap<String, String> fingerprints = new TreeMap<>();
    private final Trial.Builder trial = Trial.builder();
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final List<RunArms.Part> arms = new ArrayList<>();
    private Optional<RunArms.Part> judge = Optional.empty();
    private Optional<ModelTraits> traits = Optional.empty();
    private final CallShares shares = new CallShares();
    private boolean criticsDecide;
    private boolean judgeGivesLogprobs;

    public ExperimentParts(ExperimentFile file, RunOptions options) {
        this.file = file;
        this.options = options;
        this.models = options.models();
        file.arms().forEach(this::add);
        file.judge().ifPresent(this::add);
        file.baseline().ifPresent(trial::baseline);
        trial.seed(file.seed());
        options.requireBatches(names);
    }

    private void add(String name, ArmOptions arm) {
        RunParts parts = parts(arm.principles(), arm.models());
        Stage stage = arm.stage(parts, file.seed());
        trial.arm(name, options.isDryRun() ? shares.arm(name, stage) : stage);
        stages.put(name, stage);
        criticsDecide |=
                parts.has(ModelRole.CRITIC) && parts.shape(ModelRole.GENERATOR).decides();
        arms.add(part(name, parts, arm.settings(parts)));
        traits = Optional.of(traits.orElseGet(() -> parts.traits(ModelRole.GENERATOR)));
    }

    private void add(ArmJudgeOptions comparing) {
        RunParts parts = parts(comparing.principles(), new TreeMap<>(Map.of(JUDGE, comparing.model())));
        judgeGivesLogprobs = parts.traits(ModelRole.JUDGE).has(ModelTraits.Ability.LOGPROBS);
        trial.judge(comparing.verdicts().ofArms(parts));
        judge = Optional.of(
                part(JUDGE, parts, new TreeMap<>(comparing.verdicts().settings())));
    }

    private RunParts parts(PrincipleOptions principles, SortedMap<String, String> named) {
        return new RunParts(
                principles.constitution(), principles, new RunModels(models, named), RunCost.unbounded(named));
    }

    private RunArms.Part part(String name, RunParts parts, SortedMap<String, String> settings) {
        TreeMap<String, String> ofPart = new TreeMap<>();
        TreeMap<String, String> prints = new TreeMap<>();
        for (String role : parts.models().keySet()) {
            ModelIdentity model = parts.identity(role, options.modelSettings());
            String label = CallRoles.name(role, model.name());
            names.put(parts.model(role), model.name());
            byRole.put(label, model.name());
            model.parts().forEach((part, value) -> fingerprints.put(part + " (" + label + ")", value));
            ofPart.put(role, model.name());
            PromptShape shape = parts.shape(role);
            prints.put("wording " + shape.id(), shape.fingerprint());
        }
        Constitution constitution = parts.constitution();
        prints.put("constitution", constitution.fingerprint());
        return new RunArms.Part(name, settings, ofPart, prints, Constitutions.toYaml(constitution));
    }

    public Trial trial() {
        return trial.build();
    }

    public RunCost cost() {
        return options.cost(byRole);
    }

    public CallRoles roles() {
        return CallRoles.byModel(names);
    }

    public RunArms arms() {
        return new RunArms(file.name(), arms, judge, file.baseline(), file.plan());
    }

    /** A run of these parts, which still lacks its folder. */
    public Run.Builder run() {
        Run.Builder run = run(Map.of())
                .prompts(file.input().source())
                .strict(file.input().isStrict())
                .stage(trial())
                .arms(arms(), roles());
        if (options.rows().isEmpty()) {
            file.limit().ifPresent(run::limit);
        }
        return run;
    }

    /**
     * A run of a conversation, whose prompts are what has been said so far.
     *
     * @param id what it is known by
     */
    public Run.Builder conversation(PromptSource said, String id) {
        return run(Map.of(RunManifest.CONVERSATION, id))
                .prompts(said)
                .stage(new DrawnArms(stages, file.seed()))
                .arms(arms(), roles())
                .command(List.of()); // it goes on by what people say
    }

    private Run.Builder run(Map<String, String> more) {
        TreeMap<String, String> settings = new TreeMap<>(more);
        settings.put("experiment", file.name());
        Run.Builder run = Run.builder()
                .cost(cost())
                .settings(new RunSettings(settings, fingerprints))
                .provenance(provenance());
        options.set(run, traits.orElseThrow());
        return run;
    }

    private RunSettings settings() {
        return new RunSettings(new TreeMap<>(Map.of("experiment", file.name())), fingerprints);
    }

    private Provenance provenance() {
        return new Provenance(file.name(), "", byRole, file.seed());
    }

    /**
     * Says what the experiment would take, without a call; returns the exit code.
     *
     * @param folder its folder, which need not be there; what it holds is not asked again
     */
    public int estimate(Path folder) throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve(StoreFile.NAME))) {
            return estimate(folder, Optional.empty());
        }
        try (StoreView store = StoreView.of(folder)) {
            return estimate(folder, Optional.of(new StoredAnswers(store, settings(), provenance(), roles())));
        }
    }

    private int estimate(Path folder, Optional<StoredAnswers> stored) throws IOException, InterruptedException {
        DryRun.Arms parts = new DryRun.Arms(List.copyOf(file.arms().keySet()), roles(), shares, stored);
        return options.print(DryRun.of(
                run().directory(folder).build(), trial(), new DryRun.Models(criticsDecide, judgeGivesLogprobs), parts));
    }

    @Override
    public void close() {
        models.close();
    }
}
