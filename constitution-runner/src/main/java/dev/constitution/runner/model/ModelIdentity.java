package dev.constitution.runner.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What decides which model answers, and how: two of equal identity are one model, though it be named in two ways.
 *
 * @param name the model's, without what does not matter: a file's is {@code local:FILE}, wherever it lies
 * @param parts what decides beside the name, by name: an address that a variable gives, a file's content
 */
public record ModelIdentity(String name, SortedMap<String, String> parts) {

    public ModelIdentity {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** That of a model whose name says all. */
    public static ModelIdentity of(ModelSpec spec) {
        return of(spec, Map.of());
    }

    public static ModelIdentity of(ModelSpec spec, Map<String, String> parts) {
        return new ModelIdentity(spec.toString(), new TreeMap<>(parts));
    }
}
