package dev.constitution.runner.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Which rows the page holds the texts of, where it cannot hold all: some of every stratum (outcome, disagreement, principle,
 * preferred arm), of large ones more. The same rows are drawn each time.
 */
final class RowSample {
    private RowSample() {}

    /**
     * The places in the input of the rows that are drawn, ascending.
     *
     * @param most how many
     */
    static Set<Long> of(List<RowFacts> rows, int most) {
        Set<Long> drawn = new TreeSet<>();
        if (rows.size() <= most) {
            rows.forEach(row -> drawn.add(row.row()));
            return drawn;
        }
        Map<String, List<RowFacts>> strata = new LinkedHashMap<>();
        rows.forEach(row ->
                strata.computeIfAbsent(row.stratum(), any -> new ArrayList<>()).add(row));
        List<List<RowFacts>> smallFirst = strata.values().stream()
                .sorted(Comparator.comparingInt(List::size))
                .toList();
        int strataLeft = smallFirst.size();
        double equal = Math.max(1, most / 4.0 / strataLeft); // a quarter goes to the strata alike, the rest by size
        double share = (most - Math.min(most, equal * strataLeft)) / rows.size();
        for (List<RowFacts> stratum : smallFirst) {
            long wanted = Math.round(equal + share * stratum.size());
            long room = (long) most - drawn.size();
            stratum.stream()
                    .sorted(Comparator.comparingLong(RowSample::draw).thenComparingLong(RowFacts::row))
                    .limit(Math.min(room, wanted))
                    .forEach(row -> drawn.add(row.row()));
        }
        return drawn;
    }

    private static long draw(RowFacts row) {
        CRC32C hash = new CRC32C();
        hash.update(row.id().getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
