package dev.constitution.runner.store;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a store holds, as it is noted in it whenever it is closed after a change: records are never deleted, only set aside, so
 * that fewer than were noted are a loss.
 *
 * @param calls call records, those that were set aside among them
 * @param outcomes outcome records, those that were set aside among them
 * @param labels labels, those that were set aside among them
 * @param setAside records that were set aside
 * @param settings names of the run's settings
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Inventory(long calls, long outcomes, long labels, long setAside, SortedSet<String> settings) {
    public static final String META = "inventory";

    public Inventory {
        settings = Collections.unmodifiableSortedSet(new TreeSet<>(settings));
    }

    /** What was noted last; empty in a store of an earlier version. */
    public static Optional<Inventory> in(StoreView store) {
        return store.meta(META).map(json -> Json.read(json, Inventory.class));
    }

    /** What is there now. */
    public static Inventory now(StoreView store) {
        TreeSet<String> settings = new TreeSet<>();
        store.settings().forEach(setting -> settings.add(setting.name()));
        settings.remove(META);
        return new Inventory(
                count(store, "call"),
                count(store, "outcome"),
                count(store, "label"),
                number(store, "SELECT count(*) FROM set_aside"),
                settings);
    }

    private static long count(StoreView store, String table) {
        return number(
                store,
                "SELECT (SELECT count(*) FROM " + table + ") + (SELECT count(*) FROM set_aside WHERE source = '" + table
                        + "')");
    }

    private static long number(StoreView store, String sql) {
        long[] number = new long[1];
        store.queries().query(sql, result -> number[0] = result.getLong(1));
        return number[0];
    }

    /** This one, and what another one has more. */
    Inventory or(Inventory other) {
        TreeSet<String> all = new TreeSet<>(settings);
        all.addAll(other.settings);
        return new Inventory(
                Math.max(calls, other.calls),
                Math.max(outcomes, other.outcomes),
                Math.max(labels, other.labels),
                Math.max(setAside, other.setAside),
                all);
    }

    String toJson() {
        return Json.line(this);
    }
}
