package dev.constitution.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which models have answered, by role, as their providers say: kept in the store, so that a name that points to another
 * model by the next start is noticed. Each further name is warned of once. Thread-safe.
 */
public final class ReturnedModels {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnedModels.class);

    public static final String META = "returned_models";

    /** A server that names each answer's model anew shall not fill the store. */
    private static final int MOST_NAMES = 20;

    private final RunStore store;
    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();

    ReturnedModels(RunStore store) {
        this.store = store;
        in(store)
                .forEach((role, known) -> names.computeIfAbsent(role, name -> ConcurrentHashMap.newKeySet())
                        .addAll(known));
    }

    /** The names by role in a run's store. */
    public static SortedMap<String, SortedSet<String>> in(StoreView store) {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        store.meta(META)
                .map(Json::parse)
                .ifPresent(json -> json.properties().forEach(role -> {
                    SortedSet<String> known = found.computeIfAbsent(role.getKey(), name -> new TreeSet<>());
                    for (JsonNode name : role.getValue()) {
                        known.add(name.textValue());
                    }
                }));
        return found;
    }

    /** Takes the name of an answer; null where the provider does not say. */
    void see(String role, @Nullable String name) {
        if (name != null
                && !names.computeIfAbsent(role, key -> ConcurrentHashMap.newKeySet())
                        .contains(name)) {
            add(role, name);
        }
    }

    private synchronized void add(String role, String name) {
        Set<String> known = names.getOrDefault(role, Set.of());
        if (known.size() == MOST_NAMES || !known.add(name)) {
            return;
        }
        if (known.size() > 1) {
            LOG.warn(
                    "{}: answered by model {}, before by another: the run's rows come from {}; name a dated version of the"
                            + " model if it has one",
                    role,
                    name,
                    new TreeSet<>(known));
        }
        store.writer().meta(META, Json.line(new TreeMap<>(names)));
    }
}
