package dev.constitution.runner.run;

import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import java.util.Optional;

/** Why the last start of a run ended before its rows were done, as its store keeps it. */
public final class LastStop {
    private static final String META = "stopped";

    private LastStop() {}

    /** Empty where the start has not ended yet, or did all that it was to do. */
    static void write(RunStore store, Optional<RunStop> reason) {
        if (reason.isPresent() || in(store).isPresent()) {
            store.writer().meta(META, reason.map(RunStop::message).orElse(""));
        }
    }

    /** What was said then; empty where nothing was, as after a kill. */
    public static Optional<String> in(StoreView store) {
        return store.meta(META).filter(message -> !message.isEmpty());
    }
}
