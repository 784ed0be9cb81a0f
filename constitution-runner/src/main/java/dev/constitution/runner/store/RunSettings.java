package dev.constitution.runner.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that shapes what a run writes, by name: two runs of equal settings ask for the same answers. A run's folder
 * remembers them, so that a resumed run cannot mix two experiments.
 */
public record RunSettings(SortedMap<String, String> values) {

    public RunSettings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** These settings and one more. */
    public RunSettings with(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new RunSettings(more);
    }

    /** These settings and more. */
    public RunSettings withAll(Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(values);
        all.putAll(more);
        return new RunSettings(all);
    }

    /** What differs from an earlier run's settings, a sentence each. */
    public List<String> differencesFrom(RunSettings earlier) {
        List<String> differences = new ArrayList<>();
        TreeMap<String, String> names = new TreeMap<>(earlier.values);
        names.putAll(values);
        for (String name : names.keySet()) {
            String before = earlier.values.getOrDefault(name, "nothing");
            String now = values.getOrDefault(name, "nothing");
            if (!before.equals(now)) {
                differences.add(name + " was " + before + ", is " + now);
            }
        }
        return differences;
    }
}
