package dev.constitution.runner.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The batches that are not sent yet: for each model one, and one for each part of a refused batch. Used under the lock of {@link Batches}. */
final class Drafts {
    /** What goes together. */
    record Group(String model, int part) {}

    private final OptionalInt size;
    private final Map<Group, Draft> drafts = new LinkedHashMap<>();

    /** @param size the most requests that the run wants in a batch */
    Drafts(OptionalInt size) {
        this.size = size;
    }

    /** Takes out the draft into which these do not go any more; empty where they do. */
    Optional<Draft> full(Group group, List<Draft.Line> lines) {
        Draft draft = drafts.get(group);
        return draft == null || !draft.isFullFor(lines) ? Optional.empty() : Optional.ofNullable(drafts.remove(group));
    }

    void add(Group group, List<Draft.Line> lines, BatchApi.Limits limits) {
        Draft draft = drafts.computeIfAbsent(group, any -> new Draft(limits, size.orElse(Integer.MAX_VALUE)));
        lines.forEach(draft::add);
    }

    /** The groups that have a draft. */
    List<Group> groups() {
        return List.copyOf(drafts.keySet());
    }

    Optional<Draft> take(Group group) {
        return Optional.ofNullable(drafts.remove(group));
    }
}
