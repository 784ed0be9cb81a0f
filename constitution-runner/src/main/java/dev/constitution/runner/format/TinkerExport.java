package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * tinker-cookbook's comparisons. Which answer is A follows from the row's id, so that neither place is preferred. Its reader
 * takes any label but A for B, so that ties are left out.
 */
final class TinkerExport extends RecordExport<PlacedPair> {
    TinkerExport() {
        super(
                "tinker-cookbook",
                List.of(
                        new Field<>(
                                "comparison",
                                "STRUCT(prompt_conversation " + Field.TURNS + ", \"completion_A\" " + Field.TURNS
                                        + ", \"completion_B\" " + Field.TURNS + ")",
                                TinkerExport::comparison),
                        Field.text("label", placed -> placed.isChosenFirst() ? "A" : "B")));
    }

    private static ObjectNode comparison(PlacedPair placed) {
        ObjectNode comparison = TurnsJson.object();
        comparison.set("prompt_conversation", TurnsJson.turns(placed.pair().prompt()));
        comparison.set("completion_A", TurnsJson.answers(placed.a()));
        comparison.set("completion_B", TurnsJson.answers(placed.b()));
        return comparison;
    }

    @Override
    public boolean isOfTwoAnswers() {
        return true;
    }

    @Override
    List<PlacedPair> sources(ExportRow row) throws NotCarriedException {
        List<PlacedPair> placed = PlacedPair.of(row);
        if (!placed.isEmpty()) {
            PairChecks.requireTrainable(row);
            PairChecks.requireNoTie(row);
        }
        return placed;
    }
}
