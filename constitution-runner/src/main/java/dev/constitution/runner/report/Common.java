package dev.constitution.runner.report;

import dev.constitution.runner.stats.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What rows that ended alike have in common that the others have not. Not thread-safe. */
final class Common {
    private static final int MOST_NAMED = 3;

    /** Values that differ from row to row, such as names, are no traits; the first so many of them are enough to see that. */
    private static final int MOST_TRAITS = 5_000;

    private final Map<String, Long> all = new HashMap<>();
    private final Map<String, Map<String, Long>> byEnding = new HashMap<>();
    private final Map<String, Long> endings = new HashMap<>();
    private long rows;

    /** Counts a row with what is true of it. */
    void add(String ending, Set<String> traits) {
        rows++;
        endings.merge(ending, 1L, Long::sum);
        Map<String, Long> own = byEnding.computeIfAbsent(ending, any -> new HashMap<>());
        for (String trait : traits) {
            if (all.size() < MOST_TRAITS || all.containsKey(trait)) {
                all.merge(trait, 1L, Long::sum);
                own.merge(trait, 1L, Long::sum);
            }
        }
    }

    /** The traits that are more frequent among the rows of an ending than chance explains, the most telling first. */
    List<String> of(String ending) {
        List<Trait> found = new ArrayList<>();
        long of = endings.getOrDefault(ending, 0L);
        byEnding.getOrDefault(ending, Map.of()).forEach((trait, hits) -> {
            Proportion here = new Proportion(hits, of);
            Proportion everywhere = new Proportion(all.getOrDefault(trait, 0L), rows);
            if (hits > 1 && here.interval().low() > everywhere.share()) {
                found.add(new Trait(trait, here, everywhere));
            }
        });
        return found.stream()
                .sorted(Comparator.comparingDouble(Trait::lift).reversed().thenComparing(Trait::name))
                .limit(MOST_NAMED)
                .map(Trait::inWords)
                .toList();
    }

    private record Trait(String name, Proportion here, Proportion everywhere) {
        double lift() {
            return here.share() - everywhere.share();
        }

        String inWords() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d of these %,d, %.0f %% of all rows",
                    name,
                    here.hits(),
                    here.of(),
                    100 * everywhere.share());
        }
    }
}
