package dev.constitution.runner.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether an export by itself may take the place of what is in a folder: of an earlier one of the same run, or of what one has
 * left that was ended. Nothing is changed by it.
 */
final class FolderReplacement {
    /** What may be another in the same run later on: {@code retry} raises it. */
    private static final Set<String> MAY_CHANGE = Set.of("max-tokens");

    private final DatasetFolder found;
    private final StoreView store;

    FolderReplacement(DatasetFolder found, StoreView store) {
        this.found = found;
        this.store = store;
    }

    /**
     * Refuses a folder of which the export would take something away.
     *
     * @param isMeant whether another run's export, and what a person made of the card, are to be replaced
     * @throws UsageException with all that would go
     */
    void require(boolean isMeant) throws IOException {
        List<String> faults = new ArrayList<>();
        Path folder = found.folder();
        Path manifest = folder.resolve(DatasetFolder.MANIFEST);
        Path card = found.card().file();
        if (DatasetFolder.hasFurther(folder)) {
            faults.add(folder + ": holds the rows of several exports, which would be lost; add to them with"
                    + " --append, or name another folder");
        } else if (Files.exists(manifest) ? !namesOutputs(manifest) : Files.exists(card) && !HfFrontMatter.isIn(card)) {
            faults.add((Files.exists(manifest) ? manifest : card)
                    + ": was written by no export, and would be replaced; name another folder");
        } else {
            List<String> unknown = found.unknown();
            faults.addAll(unknown);
            if (!unknown.isEmpty()) {
                faults.add(folder + ": --force replaces none of these files; move them away, or all of "
                        + SplitFiles.DATA + "/");
            }
            if (Files.exists(manifest)) {
                faults.addAll(isMeant ? List.of() : losses());
            } else if (Files.exists(card) && faults.isEmpty() && !isMeant) {
                faults.add(card + ": is of an export whose " + DatasetFolder.MANIFEST
                        + " is missing; name another folder, or replace it with --force");
            }
        }
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
    }

    /** What the folder has that the run cannot give again. */
    private List<String> losses() throws IOException {
        List<String> losses = new ArrayList<>();
        if (!isOfTheRun(found.manifests().get(0))) {
            losses.add(found.folder()
                    + ": holds the export of another run, which would be lost; add to it with --append, name"
                    + " another folder, or replace it with --force");
        }
        FolderCard card = found.card();
        if (Files.exists(card.file()) && !card.isAsWritten() && !card.isPending()) {
            losses.add(card.file() + ": has been changed since it was written, which would be lost; add further rows"
                    + " with --append, name another folder, or replace it with --force");
        }
        return losses;
    }

    /** Whether the settings are the run's, as far as its program and the one of before both know of them. */
    private boolean isOfTheRun(JsonNode manifest) {
        RunManifest run = RunManifest.of(store);
        Map<String, String> origin = new TreeMap<>(run.provenance().models());
        origin.put("constitution", run.provenance().fingerprint());
        origin.put("seed", Long.toString(run.provenance().seed()));
        Map<String, String> before = strings(manifest.path("models").path("requested"));
        before.put(
                "constitution",
                manifest.path("constitution").path("fingerprint").asText());
        before.put("seed", manifest.path("seed").asText());
        RunSettings settings =
                new RunSettings(strings(manifest.path("settings")), strings(manifest.path("fingerprints")));
        return origin.equals(before)
                && run.settings().differencesFrom(settings).stream()
                        .allMatch(difference -> MAY_CHANGE.contains(difference.name()));
    }

    private static SortedMap<String, String> strings(JsonNode json) {
        TreeMap<String, String> strings = new TreeMap<>();
        json.properties()
                .forEach(one -> strings.put(one.getKey(), one.getValue().asText()));
        return strings;
    }

    private static boolean namesOutputs(Path manifest) throws IOException {
        try {
            return Json.MAPPER
                    .readTree(Files.readAllBytes(manifest))
                    .path("outputs")
                    .isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
