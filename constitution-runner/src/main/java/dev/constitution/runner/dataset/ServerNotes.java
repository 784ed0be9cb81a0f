package dev.constitution.runner.dataset;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.wire.WireModel;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became known of the models' servers, by role: parameters that they refuse and that were left out, words that are not
 * known. Kept in the store. Thread-safe.
 */
public final class ServerNotes {
    private static final String META = "model_notes";

    private final RunStore store;
    private final Map<String, SortedSet<String>> notes = new ConcurrentHashMap<>();

    public ServerNotes(RunStore store) {
        this.store = store;
        notes.putAll(in(store));
    }

    /** The notes by role in a run's store. */
    public static SortedMap<String, SortedSet<String>> in(StoreView store) {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        store.meta(META)
                .map(Json::parse)
                .ifPresent(json -> json.properties().forEach(role -> {
                    SortedSet<String> known = found.computeIfAbsent(role.getKey(), name -> new TreeSet<>());
                    role.getValue().forEach(note -> known.add(note.textValue()));
                }));
        return found;
    }

    /** Takes what a model that has just answered in this role knows of its server. */
    public void see(String role, ChatModel model) {
        SortedSet<String> seen = model instanceof WireModel wire ? wire.notes() : new TreeSet<>();
        if (!seen.isEmpty() && !notes.getOrDefault(role, new TreeSet<>()).containsAll(seen)) {
            add(role, seen);
        }
    }

    private synchronized void add(String role, SortedSet<String> seen) {
        SortedSet<String> all = new TreeSet<>(notes.getOrDefault(role, new TreeSet<>()));
        all.addAll(seen);
        notes.put(role, all);
        store.writer().meta(META, Json.line(new TreeMap<>(notes)));
    }
}
