package dev.constitution.runner.run;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.input.ChangedRows;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoredRun;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Keeps a start from working in a folder that holds something else. Nothing in the folder changes by it. */
final class FolderChecks {
    private FolderChecks() {}

    /**
     * Refuses a folder that cannot be made, or not be written, and changes nothing.
     *
     * @throws UsageException if a file is in the way
     * @throws dev.constitution.runner.base.StoreException if it cannot be written
     */
    static void requireFolder(Path directory) {
        Path there = directory.toAbsolutePath().normalize();
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new UsageException(there + ": is a file; name a folder");
        }
        if (!Files.isWritable(there)) {
            throw Target.failure(there.toString(), new AccessDeniedException(there.toString()));
        }
    }

    /** Refuses a folder without a run, whose answers are to be taken over. */
    static void requireRun(Path directory) throws IOException {
        if (StoredRun.in(directory).isEmpty()) {
            throw new UsageException(directory + ": holds no run (there is no " + StoreFile.NAME + " in it)");
        }
    }

    /** Output without a store is what is left of a run whose store was lost: starting over would pay for it again. */
    static void requireNoOrphans(Optional<StoredRun> held, Path directory, PromptSource prompts, Provenance provenance)
            throws IOException {
        Set<String> outputs = ExportWriter.ofEveryRun(prompts, provenance).keySet();
        outputs.forEach(name -> WholeFile.partial(directory.resolve(name))); // refuses links
        boolean hasOutput = outputs.stream().anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
        if (hasOutput && held.isEmpty() && !StoredRun.holdsAnswersAlone(directory)) {
            throw new CorruptStoreException(directory + ": has output of a run, but its store " + StoreFile.NAME
                    + " was missing or empty; restore it from a copy, or move the folder away and give the same command:"
                    + " every row is then done anew (--fork DIR takes over the answers of another run)");
        }
    }

    /**
     * Refuses to go on with a run as another one.
     *
     * @param input the rows that were given, where they can be read once more
     * @throws OtherRunException with all that differs
     */
    static void requireSame(Path directory, RunManifest before, RunSettings now, Optional<InputFile> input)
            throws IOException {
        boolean grows = now.values().containsKey(RunManifest.CONVERSATION);
        List<RunSettings.Difference> differences = now.differencesFrom(recorded(before)).stream()
                .filter(difference -> !(grows && difference.name().equals("input")))
                .toList();
        if (!differences.isEmpty()) {
            boolean isOtherInput =
                    differences.stream().anyMatch(one -> one.name().equals("input"));
            throw new OtherRunException(
                    directory,
                    differences,
                    before,
                    isOtherInput && input.isPresent() ? changed(directory, before, input.get()) : Optional.empty());
        }
    }

    /** How the rows that were given differ from those that the folder keeps; empty where it has no sound copy. */
    private static Optional<String> changed(Path directory, RunManifest before, InputFile input) throws IOException {
        InputFile kept = RunInput.file(before.source(), directory);
        try {
            return kept.scan().is(before.input())
                    ? Optional.of(ChangedRows.between(kept, input).inWords())
                    : Optional.empty();
        } catch (UsageException e) {
            return Optional.empty(); // it cannot be read
        }
    }

    /** What a manifest records, in the words of today. */
    static RunSettings recorded(RunManifest manifest) {
        RunSettings all = complete(manifest.settings(), manifest.provenance(), manifest.source());
        boolean isOfToday = manifest.program().isPresent();
        UnaryOperator<String> naming = isOfToday ? Models.naming() : FolderChecks::today;
        Map<String, String> today = models(all, manifest.provenance());
        today.replaceAll((role, name) -> naming.apply(name));
        if (!isOfToday && "random:1".equals(all.values().get("select"))) {
            today.put("select", "random");
        }
        return all.withAll(today);
    }

    /** Settings under the names by which a folder's run knows its models, and their answers, where these have several. */
    static RunSettings asBegun(RunManifest before, RunSettings now) {
        UnaryOperator<String> naming = Models.naming();
        Map<String, String> begun = models(before.settings(), before.provenance());
        begun.entrySet()
                .removeIf(model -> !naming.apply(model.getValue()).equals(now.values().get(model.getKey())));
        return now.withAll(begun);
    }

    /** The names of a run's models by role. */
    private static Map<String, String> models(RunSettings settings, Provenance provenance) {
        Map<String, String> models = new TreeMap<>(settings.values());
        models.keySet().retainAll(provenance.models().keySet());
        return models;
    }

    /** A model's name as earlier versions recorded it, with what is now left out of it. */
    private static String today(String name) {
        try {
            return Models.identity(ModelSpec.parse(name), ModelSettings.fromEnvironment())
                    .name();
        } catch (UsageException e) {
            return name; // a file that is gone, a provider that is not there: it stays what it was
        }
    }

    /** Settings with what follows from a run's provenance and its source. */
    static RunSettings complete(RunSettings settings, Provenance provenance, PromptSource source) {
        Map<String, String> values = new TreeMap<>();
        if (!provenance.isOfArms()) { // arms may change from one start to the next
            values.putAll(provenance.models());
            values.put("constitution", provenance.fingerprint());
        }
        values.put("seed", Long.toString(provenance.seed()));
        values.putAll(settings.values());
        values.putAll(source.settings());
        RunSettings all =
                settings.withAll(values).withFingerprints(Map.of("constitution id", provenance.constitution()));
        return source.format() == null
                ? all
                : all.withFingerprints(Map.of("format", source.format().label()));
    }
}
