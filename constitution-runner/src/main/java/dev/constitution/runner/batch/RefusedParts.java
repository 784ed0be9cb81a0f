package dev.constitution.runner.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts into which batches are taken apart that their provider refused as a whole: rows of one part are sent together, and
 * with no others, until those at fault stand alone. A row by itself goes along each time: where one is taken, the fault does not
 * lie in what all have in common. Used under the lock of {@link Batches}.
 */
final class RefusedParts {
    /** As many suspects are worth a batch each. */
    private static final int MOST_ALONE = 10;

    /** The part of rows that no batch was refused with. */
    static final int NONE = 0;

    /** A row's calls to one model stand or fall together. */
    private record Key(String model, long row) {}

    private final Map<Key, Integer> parts = new HashMap<>();
    private int last;

    int of(String model, long row) {
        return parts.getOrDefault(new Key(model, row), NONE);
    }

    /**
     * Takes a batch of several rows apart.
     *
     * @param suspects rows of it that the provider named; may be empty
     * @return how many parts there are
     */
    int split(OpenBatch batch, Set<Long> suspects) {
        List<Long> rows = new ArrayList<>(rows(batch));
        List<List<Long>> groups = new ArrayList<>();
        List<Long> named = rows.stream().filter(suspects::contains).toList();
        if (!named.isEmpty() && named.size() < rows.size()) {
            List<Long> others =
                    rows.stream().filter(row -> !suspects.contains(row)).toList();
            if (named.size() <= MOST_ALONE) {
                named.forEach(row -> groups.add(List.of(row)));
            } else {
                groups.add(named);
            }
            groups.add(others);
        } else {
            groups.add(rows.subList(0, 1));
            int half = 1 + rows.size() / 2;
            groups.add(rows.subList(1, half));
            groups.add(rows.subList(half, rows.size()));
        }
        groups.removeIf(List::isEmpty);
        for (List<Long> group : groups) {
            last++;
            group.forEach(row -> parts.put(new Key(batch.stored().model(), row), last));
        }
        return groups.size();
    }

    /** The rows that wait for a batch, in the order of its requests. */
    static Set<Long> rows(OpenBatch batch) {
        Set<Long> rows = new LinkedHashSet<>();
        batch.calls().values().forEach(call -> rows.add(call.row()));
        return rows;
    }

    /** A batch was taken, or stands alone: its rows are as others. */
    void forget(OpenBatch batch) {
        if (!parts.isEmpty()) {
            new HashSet<>(rows(batch))
                    .forEach(row -> parts.remove(new Key(batch.stored().model(), row)));
        }
    }
}
