package dev.constitution.runner.store;

import dev.constitution.runner.base.Json;
import java.util.Optional;

/** The arms of an experiment in its store. */
public final class StoredArms {
    public static final String META = "arms";

    private StoredArms() {}

    public static void write(RunArms arms, RunStore store) {
        store.setting(META, Json.line(arms));
    }

    /** Empty where the folder's run is none of an experiment. */
    public static Optional<RunArms> in(StoreView store) {
        return store.meta(META).map(json -> Json.read(json, RunArms.class));
    }
}
