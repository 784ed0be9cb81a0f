package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.Sides;
import dev.constitution.runner.store.StoredLabels;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hands a run's pairs of answers to people, each of whom has an order of their own and sees nothing of what the others said, and
 * stores what they say before it tells them so. Thread-safe.
 */
public final class LabelDesk {
    private static final String ORIGIN = "serve";

    private final RunStore store;
    private final LabelTasks tasks;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Set<String>> done = new HashMap<>();
    private final Map<String, List<Place>> orders = new HashMap<>();

    /** Where a pair is found; its texts stay in the store. */
    private record Place(String key, long row, Sides sides, String answers, int rank) {}

    /**
     * @param store is read and written here alone from now on
     */
    public LabelDesk(RunStore store, LabelOrder order) {
        this.store = store;
        this.tasks = new LabelTasks(store);
        long salt = new SecureRandom().nextLong(); // so that a key says nothing of the sides
        tasks.forEach(task -> {
            String key = Long.toHexString(BlindPair.order(
                    Long.toString(salt), task.row(), task.sides().toString()));
            places.put(key, new Place(key, task.row(), task.sides(), task.fingerprint(), order.rank(task)));
        });
        Map<List<Object>, String> keys = new HashMap<>();
        places.values().forEach(place -> keys.put(List.of(place.row(), place.sides(), place.answers()), place.key()));
        for (Label label : StoredLabels.in(store)) {
            String key = keys.get(List.of(label.row(), label.sides(), label.answers()));
            if (key != null) {
                doneBy(label.labeller()).add(key);
            }
        }
    }

    /** How many pairs there are to label. */
    public int pairs() {
        return places.size();
    }

    /** Serves the page at which people label. */
    public PageServer serve(String host, int port) throws IOException {
        return PageServer.start(
                host,
                port,
                "label",
                Map.of(
                        "next", sent -> next(new Sent(sent)),
                        "again", sent -> again(new Sent(sent)),
                        "label", sent -> label(new Sent(sent))));
    }

    private Set<String> doneBy(String labeller) {
        return done.computeIfAbsent(labeller, any -> new HashSet<>());
    }

    private synchronized ObjectNode next(Sent sent) {
        return next(sent.labeller());
    }

    /** Shows a pair again, for who would say something else of it. */
    private synchronized ObjectNode again(Sent sent) {
        String labeller = sent.labeller();
        return shown(place(sent), labeller);
    }

    private synchronized ObjectNode label(Sent sent) {
        String labeller = sent.labeller();
        Place place = place(sent);
        BlindPair pair = BlindPair.of(task(place), labeller);
        StoredLabels.write(pair.label(sent.choice(pair.isBFirst()), sent.optional("correction"), ORIGIN), store);
        doneBy(labeller).add(place.key());
        return next(labeller);
    }

    private Place place(Sent sent) {
        Place place = places.get(sent.text("key"));
        if (place == null) {
            throw new UsageException(
                    "this pair is not known here; the command was started anew, so load the page again");
        }
        return place;
    }

    private LabelTask task(Place place) {
        return tasks.of(place.row()).stream()
                .filter(task -> task.sides().equals(place.sides()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("row " + (place.row() + 1) + " has lost its answers"));
    }

    private ObjectNode next(String labeller) {
        Set<String> own = doneBy(labeller);
        for (Place place : order(labeller)) {
            if (!own.contains(place.key())) {
                return shown(place, labeller);
            }
        }
        return counts(Json.MAPPER.createObjectNode(), labeller);
    }

    private List<Place> order(String labeller) {
        return orders.computeIfAbsent(labeller, name -> {
            List<Place> order = new ArrayList<>(places.values());
            order.sort(Comparator.comparingInt(Place::rank)
                    .thenComparingLong(place -> BlindPair.order(name, place.row(), "\n" + place.sides())));
            return order;
        });
    }

    private ObjectNode shown(Place place, String labeller) {
        ObjectNode json = BlindPair.of(task(place), labeller).shown().put("key", place.key());
        return counts(json, labeller);
    }

    private ObjectNode counts(ObjectNode json, String labeller) {
        return json.put("done", doneBy(labeller).size()).put("all", places.size());
    }
}
