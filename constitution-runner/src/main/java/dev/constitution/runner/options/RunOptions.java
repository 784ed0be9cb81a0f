package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.Misplaced;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.batch.BatchRules;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.ModelIdentity;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.OpenModels;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.run.DryRun;
import dev.constitution.runner.run.OtherRunException;
import dev.constitution.runner.run.Retry;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.MethodRules;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The options that every command has which makes a run, of pairs or of verdicts. */
public final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private CostOptions cost;

    @Mixin
    private BatchOptions batches;

    @Mixin
    private OutputOptions output;

    @Mixin
    private MetricsOptions metrics;

    private ModelSettings modelSettings = ModelSettings.fromEnvironment();
    private @Nullable Again again;
    private boolean isBegun;

    /**
     * That the run in the folder is done again in part.
     *
     * @param constitution the run's own principles, whatever their file says by now
     */
    public record Again(Retry retry, Optional<Constitution> constitution) {}

    /** Makes the command go on with its folder's run, not with what its options name. */
    public void goOn(Again value) {
        again = value;
    }

    /** Says whether the command's run was begun before, in a folder that is not among this machine's files. */
    public void begun(boolean value) {
        isBegun = value;
    }

    /** Whether its run is known to have been begun before. */
    boolean isBegun() {
        return isBegun;
    }

    public OptionalLong rows() {
        return limits.rows();
    }

    public boolean isDryRun() {
        return cost.isDryRun();
    }

    public OutputOptions output() {
        return output;
    }

    /**
     * The parts of a run with models of these names by role. No model is opened yet.
     *
     * @throws dev.constitution.runner.base.UsageException if the prices or the bounds cannot be used
     */
    public RunParts parts(PrincipleOptions principles, SortedMap<String, String> models) throws IOException {
        Optional<Constitution> stored = again == null ? Optional.empty() : again.constitution();
        Constitution constitution = stored.orElseGet(principles::constitution);
        RunModels opened = new RunModels(cost.opener(readSettings()), models);
        return new RunParts(constitution, principles, opened, cost(models));
    }

    /**
     * Says what a run would take, without a call, or why it would not start; returns the exit code.
     *
     * @param run as it would be executed
     * @param stage the run's, as far as answers that are made up can go through it
     */
    public int estimate(Run.Builder run, RunParts parts, Stage stage) throws IOException, InterruptedException {
        return print(DryRun.of(run.build(), stage, models(parts), DryRun.Arms.none()));
    }

    /** The same of rows that are to go through a stage, whatever run that will be. */
    public int estimate(RunParts parts, PromptSource rows, Stage stage) throws IOException, InterruptedException {
        return print(new DryRun(rows, stage, parts.cost(), limits.rows(), models(parts)));
    }

    private static DryRun.Models models(RunParts parts) {
        return new DryRun.Models(
                parts.has(ModelRole.CRITIC) && parts.shape(parts.mainRole()).decides(),
                parts.has(ModelRole.JUDGE) && parts.traits(ModelRole.JUDGE).has(ModelTraits.Ability.LOGPROBS));
    }

    /** Goes through a run without a call, and prints what it would take; returns the exit code. */
    public int print(DryRun dryRun) throws IOException, InterruptedException {
        var unused = metrics.address();
        return told(
                () -> cost.print(dryRun, output.isJson(), command.commandLine().getOut()));
    }

    /**
     * Sets what an experiment has in common with every run.
     *
     * @param traits those of the model that most calls go to
     */
    void set(Run.Builder run, ModelTraits traits) {
        run.command(RecordedCommand.of(command)).batches(batchRules());
        limits.set(run, traits);
        if (again != null) {
            run.retry(again.retry());
        }
    }

    /** Opens models, each once. */
    public OpenModels models() {
        return new OpenModels(cost.reader(readSettings()));
    }

    private ModelSettings readSettings() {
        modelSettings = limits.timed(ModelSettings.fromEnvironment()).withProgress(System.err::println);
        return modelSettings;
    }

    public ModelSettings modelSettings() {
        return modelSettings;
    }

    /** The bounds and prices for models by role; those of batches for an estimate of a run that has its answers from them. */
    public RunCost cost(SortedMap<String, String> models) {
        UnaryOperator<String> naming = Models.naming();
        TreeMap<String, String> named = new TreeMap<>(models);
        named.replaceAll((role, name) -> naming.apply(name));
        RunCost all = cost.runCost(named);
        return isDryRun() ? batches.priced(all) : all;
    }

    /** Adds what a run is begun with and has no use for. */
    public void addTo(Misplaced misplaced) {
        if (command.userObject() instanceof MakesRun run && run.begins()) {
            batches.addTo(misplaced, command.commandLine().getParseResult());
        }
    }

    private BatchRules batchRules() {
        Misplaced misplaced = new Misplaced();
        addTo(misplaced);
        misplaced.refuse();
        return batches.rules();
    }

    /** Whether calls are to go in batches. */
    public boolean inBatches() {
        return batches.isOn();
    }

    /**
     * Refuses batches where none of a command's models has any; the others are asked call by call.
     *
     * @param steps the command's runs
     * @throws UsageException if calls are to go in batches all the same
     */
    public void requireBatches(RunParts... steps) {
        TreeMap<String, Supplier<ChatModel>> models = new TreeMap<>();
        for (RunParts parts : steps) {
            parts.models().forEach((role, name) -> models.put(name, () -> parts.model(role)));
        }
        batches.requireBatches(models);
    }

    /** The same for models that are opened, by name. */
    void requireBatches(Map<ChatModel, String> opened) {
        TreeMap<String, Supplier<ChatModel>> models = new TreeMap<>();
        opened.forEach((model, name) -> models.put(name, () -> model));
        batches.requireBatches(models);
    }

    /** Executes a run. */
    @SuppressWarnings("try") // the metrics' server is there to be closed
    public RunResult execute(Run.Builder run, RunCost bounds, String again) throws IOException, InterruptedException {
        try (Closeable served = metrics.serve(run, bounds)) {
            return told(() -> output.execute(run, again));
        }
    }

    /** Starts a run, or would. */
    @FunctionalInterface
    private interface Start<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Says in the words of the options what differs where the folder holds another run. */
    private <T> T told(Start<T> start) throws IOException, InterruptedException {
        try {
            return start.run();
        } catch (OtherRunException e) {
            throw new UsageException(new OtherRunText(e, command).text(), e);
        }
    }

    /**
     * A run of these parts, which still lacks its rows, its stage and its folder.
     *
     * @param settings what shapes its output beside what shapes that of every run
     */
    public Run.Builder run(RunParts parts, Map<String, String> settings) {
        Constitution constitution = parts.constitution();
        TreeMap<String, String> all = new TreeMap<>(settings);
        TreeMap<String, String> fingerprints = new TreeMap<>();
        for (String role : parts.models().keySet()) {
            ModelIdentity model = parts.identity(role, modelSettings);
            all.put(role, model.name());
            model.parts().forEach((part, value) -> fingerprints.put(part + " (" + role + ")", value));
            PromptShape shape = parts.shape(role);
            fingerprints.put("wording " + shape.id(), shape.fingerprint());
        }
        if (settings.keySet().stream().anyMatch(name -> name.startsWith(GateOptions.SETTING))) {
            fingerprints.put("gates", MethodRules.ofGates());
        }
        all.put("constitution", constitution.fingerprint());
        all.put("shape", parts.shape(parts.mainRole()).id());
        all.put("seed", Long.toString(parts.seed()));
        Run.Builder run = Run.builder()
                .cost(parts.cost())
                .settings(new RunSettings(all, fingerprints))
                .constitution(constitution)
                .provenance(new Provenance(constitution.id(), constitution.fingerprint(), parts.models(), parts.seed()))
                .batches(batchRules())
                .command(RecordedCommand.of(command));
        limits.set(run, parts.traits(parts.mainRole()));
        if (again != null) {
            run.retry(again.retry());
        }
        return run;
    }
}
