package dev.constitution.runner;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once when the model that a provider says has answered is another than before. Thread-safe. */
final class ReturnedModel {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnedModel.class);

    private final AtomicReference<@Nullable String> first = new AtomicReference<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Takes the name of an answer; null where the provider does not say. */
    void see(@Nullable String name) {
        if (name == null) {
            return;
        }
        String before = first.get();
        if (before == null) {
            before = first.compareAndSet(null, name) ? name : first.get();
        }
        if (!name.equals(before) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "the provider answered with model {}, then with {}; the run's rows come from both: name a dated"
                            + " version of the model if it has one",
                    before,
                    name);
        }
    }
}
