package dev.constitution.runner.run;

import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.ProgramVersion;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputScan;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.model.ModelTraits.Ability;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.ForkedCalls;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredArms;
import dev.constitution.runner.store.StoredRun;
import dev.constitution.stage.MethodRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A start of a run, until its rows are done: what was given is held against what the folder holds, and only then does the
 * folder change.
 *
 * @param settings what decides the run beside its plan and its prompts
 * @param fork the folder of another run whose answers are taken over
 * @param constitution the stage's principles, to be kept
 * @param arms those of an experiment; null for another run
 * @param command what goes on with the run from the command line
 * @param strict whether an input with rows that cannot be read is refused
 * @param retry which rows are done again; null where the run just goes on
 */
record RunStart(
        RunPlan plan,
        PromptSource prompts,
        RunSettings settings,
        @Nullable Path fork,
        @Nullable Constitution constitution,
        @Nullable RunArms arms,
        List<String> command,
        boolean strict,
        @Nullable Retry retry) {

    RunResult execute() throws IOException, InterruptedException {
        Path directory = plan.directory();
        Optional<StoredRun> held = held();
        Target.folder(directory);
        try (RunInput input = input(directory, held)) {
            InputScan scan = input.scan();
            RunSettings now = checked(held, input.source(), scan, input.given());
            Set<String> failures = failures();
            RunManifest manifest =
                    new RunManifest(now, plan.provenance(), origin(input, held), scan.rows(), command, program(held));
            if (fork == null || retry != null) { // what a fork had is in the store by then
                return execute(input, held, failures, manifest, id -> List.of());
            }
            try (ForkedCalls forked = ForkedCalls.of(fork)) {
                return execute(input, held, failures, manifest, forked::of);
            }
        }
    }

    /** What the run was given at first, also where it is now given the copy that its folder keeps. */
    private static PromptSource origin(RunInput input, Optional<StoredRun> held) throws IOException {
        PromptSource given = input.source();
        Optional<RunManifest> before = begun(held); // of another run the way of reading may be another
        return before.isPresent() && input.isOfFolder() ? before.get().source().withFormat(given.format()) : given;
    }

    /** Prompts with the folder that paths in them are relative to: in a run's kept copy the one that they were relative to. */
    static PromptSource located(PromptSource prompts) throws IOException {
        Optional<Path> folder = RunInput.folderOf(prompts);
        try {
            Optional<StoredRun> run = folder.isPresent() ? StoredRun.in(folder.get()) : Optional.empty();
            return run.isPresent()
                    ? prompts.withFolder(run.get().manifest().source().folder())
                    : prompts;
        } catch (CorruptStoreException e) {
            return prompts; // they can be read without its store
        }
    }

    /** Reads the rows to their end. */
    @FunctionalInterface
    interface Scanning {
        InputScan scan() throws IOException;
    }

    /**
     * Looks at all that {@link #execute} looks at before the folder changes, and changes nothing.
     *
     * @throws UsageException where that would refuse to start
     */
    InputScan check(Scanning scanning) throws IOException {
        Optional<StoredRun> held = held();
        InputScan scan = scanning.scan();
        PromptSource source = prompts.withFormat(scan.format());
        Optional<InputFile> given = source.isStandardInput() ? Optional.empty() : Optional.of(new InputFile(source));
        var unused = checked(held, source, scan, given);
        return scan;
    }

    /** The run in the folder, which is one that a start can work in. */
    private Optional<StoredRun> held() throws IOException {
        FolderChecks.requireFolder(plan.directory());
        Optional<StoredRun> held = StoredRun.in(plan.directory());
        FolderChecks.requireNoOrphans(held, plan.directory(), prompts, plan.provenance());
        if (fork != null) {
            FolderChecks.requireRun(fork);
        }
        return held;
    }

    /** What decides this start, which goes on with the folder's run on these rows. */
    private RunSettings checked(
            Optional<StoredRun> held, PromptSource source, InputScan scan, Optional<InputFile> given)
            throws IOException {
        scan.requireRows(source.location());
        scan.requireUniqueIds(source.location());
        requireEnoughRows(scan, source);
        refuse(Ability.TOOLS, scan.withTools(), source);
        refuse(Ability.IMAGES, scan.withImages(), source);
        refuse(Ability.IMAGES_BY_URL, scan.withImagesByUrl(), source);
        if (strict) {
            scan.requireAllReadable(source.location());
        }
        RunSettings now = FolderChecks.complete(settings, plan.provenance(), source)
                .with("input", recordedInput(held, scan))
                .withFingerprints(Map.of("requests", MethodRules.ofRequests(), "readers", MethodRules.ofReaders()));
        Optional<RunManifest> before = begun(held);
        if (before.isPresent()) {
            requireSame(before.get(), now, given);
            return FolderChecks.asBegun(before.get(), now);
        }
        return now;
    }

    /** What the folder says of the run that is gone on with. */
    private static Optional<RunManifest> begun(Optional<StoredRun> held) {
        return held.filter(run -> !run.isUntouched()).map(StoredRun::manifest);
    }

    /** Providers are looked up only where rows need it. */
    private void refuse(Ability needed, long rows, PromptSource source) {
        if (rows > 0) {
            UnfitModels.of(settings, plan.provenance(), needed).refuse(rows, source.location());
        }
    }

    /** A prompt gives one pair at most. */
    private void requireEnoughRows(InputScan scan, PromptSource source) {
        long wanted = plan.pairs().orElse(0);
        long limit = plan.limit().orElse(Long.MAX_VALUE);
        if (limit < wanted) {
            throw new UsageException("--limit " + limit + " ends before --pairs " + wanted
                    + " can stand, as a prompt gives one pair at most; raise the one, or lower the other");
        }
        if (scan.prompts() < wanted) {
            throw new UsageException(
                    source.location() + ": holds " + Words.count(scan.prompts(), "prompt") + ", too few for --pairs "
                            + wanted + ", as a prompt gives one pair at most; give more, or lower it");
        }
    }

    private RunInput input(Path directory, Optional<StoredRun> held) throws IOException {
        Optional<RunManifest> before = begun(held);
        if (retry != null && before.isPresent()) {
            return RunInput.kept(before.get().source(), directory, before.get().input());
        }
        Path kept = directory.resolve(RunInput.NAME);
        if (before.isPresent()
                && !prompts.isStandardInput()
                && Files.notExists(FileParts.of(Path.of(prompts.location())).get(0))
                && Files.exists(kept)) {
            throw new UsageException(prompts.location() + ": there is no such file; the run keeps its rows in " + kept
                    + ", name that one");
        }
        return RunInput.given(
                located(prompts),
                directory,
                before.map(RunManifest::source).orElse(null),
                before.map(RunManifest::input).orElse(""),
                held.flatMap(StoredRun::input));
    }

    /** The input's hash; that of its zipped bytes, where an earlier version has recorded that. */
    private static String recordedInput(Optional<StoredRun> held, InputScan scan) {
        return held.map(run -> run.manifest().input()).filter(scan::is).orElse(scan.sha256());
    }

    private void requireSame(RunManifest before, RunSettings now, Optional<InputFile> given) throws IOException {
        FolderChecks.requireSame(plan.directory(), retry == null ? before : retry.changed(before), now, given);
    }

    /** The kinds of failure that are to be done again; none where the run just goes on. */
    private Set<String> failures() throws IOException {
        return retry == null ? Set.of() : ReopenedRows.wanted(retry.kinds(), StoredRun.failures(plan.directory()));
    }

    /** The folder was read before it was locked. */
    private void requireNobodyCameBetween(RunStore store, Optional<StoredRun> held) {
        Optional<RunManifest> now = RunManifest.isIn(store) ? Optional.of(RunManifest.of(store)) : Optional.empty();
        boolean wasUntouched = held.isPresent() && held.get().isUntouched();
        if (!now.equals(held.map(StoredRun::manifest)) || (wasUntouched && !store.isUntouched())) {
            throw new UsageException(plan.directory()
                    + ": another process has worked on it meanwhile; start again, or name another folder");
        }
    }

    /** What was said after an answer was said to that answer. */
    private void requireArmsOfConversation(RunStore store, RunManifest manifest) {
        if (arms != null
                && manifest.settings().values().containsKey(RunManifest.CONVERSATION)
                && StoredArms.in(store)
                        .filter(before -> !before.answersAs(arms))
                        .isPresent()) {
            throw new UsageException(plan.directory()
                    + ": its conversations were held with other arms; restore them, or name another folder");
        }
    }

    /** The version that began the run, which other versions may go on with. */
    private static Optional<String> program(Optional<StoredRun> held) {
        return begun(held).map(RunManifest::program).orElse(Optional.of(ProgramVersion.current()));
    }

    private RunResult execute(
            RunInput input,
            Optional<StoredRun> held,
            Set<String> failures,
            RunManifest manifest,
            Function<String, List<CallRecord>> forked)
            throws IOException, InterruptedException {
        try (RunStore store = RunStore.open(plan.directory())) {
            requireNobodyCameBetween(store, held);
            requireArmsOfConversation(store, manifest);
            if (retry != null) {
                long rows = new ReopenedRows(store).release(failures);
                retry.released().accept(rows);
            }
            input.keep();
            manifest.writeTo(store);
            RunPrices.write(plan.cost(), store);
            if (constitution != null) {
                RunConstitution.write(constitution, store);
            }
            if (arms != null) {
                if (StoredArms.in(store)
                        .filter(before -> !before.answersAs(arms))
                        .isPresent()) {
                    new ReopenedRows(store).releaseAll("arms");
                }
                StoredArms.write(arms, store);
            }
            return new RunExecution(plan, input, RequestHash.of(manifest), store, forked).execute();
        }
    }
}
