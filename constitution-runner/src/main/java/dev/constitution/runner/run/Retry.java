package dev.constitution.runner.run;

import dev.constitution.runner.store.RunManifest;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * That failed rows of a run are to be done again.
 *
 * @param kinds the kinds of failure
 * @param changes settings that are others from now on, by name
 * @param released hears how many rows these are, before the first is done
 */
public record Retry(List<String> kinds, Map<String, String> changes, LongConsumer released) {
    public Retry {
        kinds = List.copyOf(kinds);
        changes = Map.copyOf(changes);
    }

    /** The run as it is from now on. */
    RunManifest changed(RunManifest before) {
        return new RunManifest(
                before.settings().withAll(changes),
                before.provenance(),
                before.source(),
                before.rows(),
                before.command(),
                before.program());
    }
}
