package dev.constitution.runner.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that decides what a run writes, by name: two runs of equal settings ask for the same answers and read them the
 * same way. A run's folder remembers them, so that a resumed run cannot mix two experiments.
 *
 * @param values what was asked for, as far as it is not left to a default
 * @param fingerprints what decides beside it, without being asked for: wordings, rules, the content of files, addresses. Those
 *     that only one of two versions of this program knows of tell no two runs apart
 */
public record RunSettings(SortedMap<String, String> values, SortedMap<String, String> fingerprints) {

    public RunSettings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
    }

    /** Settings that were asked for. */
    public RunSettings(SortedMap<String, String> values) {
        this(values, Collections.emptySortedMap());
    }

    /**
     * One that differs between two runs.
     *
     * @param before empty where there was none
     * @param now empty where there is none
     */
    public record Difference(String name, Optional<String> before, Optional<String> now) {
        @Override
        public String toString() {
            return name + " was " + before.orElse("nothing") + ", is " + now.orElse("nothing");
        }
    }

    /** These settings and one more. */
    public RunSettings with(String name, String value) {
        return withAll(Map.of(name, value));
    }

    /** These settings and more. */
    public RunSettings withAll(Map<String, String> more) {
        return new RunSettings(joined(values, more), fingerprints);
    }

    /** These settings and more fingerprints. */
    public RunSettings withFingerprints(Map<String, String> more) {
        return new RunSettings(values, joined(fingerprints, more));
    }

    private static SortedMap<String, String> joined(Map<String, String> one, Map<String, String> other) {
        TreeMap<String, String> all = new TreeMap<>(one);
        all.putAll(other);
        return all;
    }

    /** What differs from an earlier run's settings. */
    public List<Difference> differencesFrom(RunSettings earlier) {
        List<Difference> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(earlier.values.keySet());
        names.addAll(values.keySet());
        names.forEach(name -> add(
                differences,
                new Difference(
                        name, Optional.ofNullable(earlier.values.get(name)), Optional.ofNullable(values.get(name)))));
        fingerprints.forEach((name, now) -> {
            String before = earlier.fingerprints.getOrDefault(name, now);
            add(differences, new Difference(name, Optional.of(before), Optional.of(now)));
        });
        return differences;
    }

    private static void add(List<Difference> differences, Difference difference) {
        if (!difference.before().equals(difference.now())) {
            differences.add(difference);
        }
    }
}
