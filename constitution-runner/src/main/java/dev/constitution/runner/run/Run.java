package dev.constitution.runner.run;

import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.Time;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.batch.BatchRules;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.call.RateShare;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.threads.StopSwitch;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch run: prompts through a stage into a folder, with a store that the same run, started again, goes on from.
 *
 * <p>Built once, executed once.
 */
public final class Run {
    private final RunStart start;

    private Run(Builder builder) {
        start = new RunStart(
                builder.plan(Objects.requireNonNull(builder.directory, "directory")),
                Objects.requireNonNull(builder.prompts, "prompts"),
                builder.settings,
                builder.fork,
                builder.constitution,
                builder.arms,
                builder.command,
                builder.strict,
                builder.retry);
    }

    /**
     * Does every row that has no outcome yet, and writes the files.
     *
     * @throws UsageException if the input or the folder cannot be used, or the folder holds a run of other settings
     * @throws InterruptedException if the thread is interrupted; the run's folder then holds what was done
     */
    public RunResult execute() throws IOException, InterruptedException {
        return start.execute();
    }

    /** What a dry run goes through in place of {@link #execute}. */
    RunStart start() {
        return start;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Run}; prompts, stage, folder and provenance are required. */
    public static final class Builder {
        private @Nullable PromptSource prompts;
        private @Nullable Stage stage;
        private @Nullable Path directory;
        private RunSettings settings = new RunSettings(new TreeMap<>());
        private @Nullable Provenance provenance;
        private int concurrency = 1;
        private OptionalLong limit = OptionalLong.empty();
        private OptionalLong pairs = OptionalLong.empty();
        private @Nullable RunCost cost;
        private RunListener listener = RunListener.NONE;
        private @Nullable Path fork;
        private @Nullable Constitution constitution;
        private @Nullable RunArms arms;
        private CallRoles roles = CallRoles.byRole();
        private List<String> command = List.of();
        private StopSwitch stop = new StopSwitch();
        private CallLimits limits = CallLimits.ofConcurrency(1);
        private Time time = Time.SYSTEM;
        private double failOnError = 1;
        private boolean strict;
        private @Nullable Retry retry;
        private BatchRules batches = BatchRules.OFF;

        private Builder() {}

        /** The rows to do. */
        public Builder prompts(PromptSource source) {
            this.prompts = source;
            return this;
        }

        /** What each row goes through. */
        public Builder stage(Stage rowStage) {
            this.stage = rowStage;
            return this;
        }

        /** The folder that the store and the files stand in; made where it is missing. */
        public Builder directory(Path folder) {
            this.directory = folder;
            return this;
        }

        /** What the stage was built with; a folder that holds a run of other settings is refused. */
        public Builder settings(RunSettings stageSettings) {
            this.settings = stageSettings;
            return this;
        }

        /** What every pair says of its origin; answers of a model of another name are never taken over. */
        public Builder provenance(Provenance common) {
            this.provenance = common;
            return this;
        }

        /** The principles that the stage follows, for exports and reports that quote them. */
        public Builder constitution(Constitution principles) {
            this.constitution = principles;
            return this;
        }

        /**
         * Makes the run an experiment's, whose stage is a {@link dev.constitution.stage.Trial}; its provenance names the models
         * by role and model. Arms that differ from those that the folder holds are not refused: their rows are done again, with
         * all that was answered before.
         *
         * @param names who each call is counted as
         */
        public Builder arms(RunArms trial, CallRoles names) {
            this.arms = trial;
            this.roles = names;
            return this;
        }

        /**
         * How many calls to a model are in flight at once; 1 by default.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder concurrency(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("concurrency must be at least 1, got " + calls);
            }
            this.concurrency = calls;
            return this;
        }

        /**
         * Stops after this many rows of the input.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder limit(long rows) {
            if (rows < 1) {
                throw new IllegalArgumentException("limit must be at least 1, got " + rows);
            }
            this.limit = OptionalLong.of(rows);
            return this;
        }

        /**
         * Takes rows of the input in turn until so many pairs stand, no more than {@link #limit} of them; pairs that repeat an
         * earlier one do not count. Which rows are done does not depend on the concurrency. Pairs that the folder has already
         * count, also where they are more.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder pairs(long wanted) {
            if (wanted < 1) {
                throw new IllegalArgumentException("pairs must be at least 1, got " + wanted);
            }
            this.pairs = OptionalLong.of(wanted);
            return this;
        }

        /** Takes over the answers of another run's folder where the requests are the same; nobody may be working on it. */
        public Builder fork(Path folder) {
            this.fork = folder;
            return this;
        }

        /**
         * Stops the run when more than this share of the rows that this start has done ended in a failure, reckoned over 20
         * rows at least; 1, the default, never stops it.
         *
         * @throws IllegalArgumentException if not in [0, 1]
         */
        public Builder failOnError(double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the share of failed rows must be in [0, 1], got " + share);
            }
            this.failOnError = share;
            return this;
        }

        /** Whether an input is refused that holds a row that cannot be read; by default such a row fails by itself. */
        public Builder strict(boolean value) {
            this.strict = value;
            return this;
        }

        /** Does failed rows again, on the prompts that the folder keeps; what is given beside it must be the folder's run. */
        public Builder retry(Retry again) {
            this.retry = again;
            return this;
        }

        /** What back-offs and pauses wait by. */
        public Builder time(Time clock) {
            this.time = clock;
            return this;
        }

        public Builder command(List<String> arguments) {
            this.command = List.copyOf(arguments);
            return this;
        }

        /** Prices and bounds; by default the built-in prices and no bounds. */
        public Builder cost(RunCost runCost) {
            this.cost = runCost;
            return this;
        }

        /** How the models may be pressed; the concurrency is the run's. */
        public Builder limits(CallLimits callLimits) {
            this.limits = callLimits;
            return this;
        }

        /** Whether calls go in batches, for models whose providers have them; by default each is made by itself. */
        public Builder batches(BatchRules rules) {
            this.batches = rules;
            return this;
        }

        /** Adds one that hears how the run goes. */
        public Builder listener(RunListener runListener) {
            this.listener = listener == RunListener.NONE ? runListener : new TwoListeners(listener, runListener);
            return this;
        }

        /** What can ask the run to end early. */
        public Builder stop(StopSwitch stopSwitch) {
            this.stop = stopSwitch;
            return this;
        }

        public Run build() {
            return new Run(this);
        }

        /** What decides the run beside its rows; with all that {@link #settings} and {@link #provenance} were given. */
        public RunSettings settings() {
            return settings;
        }

        public Provenance provenance() {
            return Objects.requireNonNull(provenance, "provenance");
        }

        RunPlan plan(Path folder) {
            return new RunPlan(
                    Objects.requireNonNull(stage, "stage"),
                    folder,
                    provenance(),
                    limit,
                    pairs,
                    cost == null ? RunCost.unbounded(provenance().models()) : cost,
                    limits.withConcurrency(concurrency),
                    failOnError,
                    listener,
                    stop,
                    time,
                    roles,
                    batches);
        }

        /** Leaves the rates to other processes, but for a share. */
        public Builder share(RateShare part) {
            limits = limits.withShare(part);
            return this;
        }
    }
}
