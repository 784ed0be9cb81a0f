package dev.constitution.runner.store;

import java.util.SortedMap;

/**
 * What every pair of a run has in common.
 *
 * @param constitution the constitution's id
 * @param fingerprint its fingerprint
 * @param models the models by role, as they were asked for
 * @param seed the run's seed
 */
public record Provenance(String constitution, String fingerprint, SortedMap<String, String> models, long seed) {}
