package dev.constitution.runner.format;

import dev.constitution.chat.Sha256;
import java.util.List;

/** A pair with its answers in two places, neither of which is that of the better one. */
record PlacedPair(ExportRow pair, boolean isChosenFirst) {

    /** The pair of a row, placed by a hash of its id; none of another row. */
    static List<PlacedPair> of(ExportRow row) {
        return row.isPair() ? List.of(new PlacedPair(row, isEven(row.outcome().id()))) : List.of();
    }

    private static boolean isEven(String id) {
        return (Sha256.of(id)[0] & 1) == 0;
    }

    String a() {
        return isChosenFirst ? pair.chosen() : pair.rejected();
    }

    String b() {
        return isChosenFirst ? pair.rejected() : pair.chosen();
    }
}
