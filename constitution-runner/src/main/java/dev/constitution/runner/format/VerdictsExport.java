package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.store.JudgedRow;
import dev.constitution.runner.store.OutcomeKind;
import java.util.List;
import java.util.Map;

/** What a judge said of every labelled pair, beside what people say; and why there is no verdict where there is none. */
public final class VerdictsExport implements ExportFormat {
    /** What a run that judges labelled pairs writes. */
    public static final String FILE = "verdicts.jsonl";

    @Override
    public String name() {
        return "verdicts";
    }

    @Override
    public boolean carriesLoneSurrogates() {
        return true;
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of(
                "id",
                "VARCHAR",
                "human",
                "VARCHAR",
                "verdict",
                "VARCHAR",
                "probability_of_a",
                "DOUBLE",
                "shown_first",
                "VARCHAR",
                "principles",
                "VARCHAR[]",
                "same_position",
                "BOOLEAN",
                "without",
                "VARCHAR");
    }

    @Override
    public List<ObjectNode> records(ExportRow row) {
        ObjectNode record = TurnsJson.object().put("id", row.outcome().id());
        if (!row.content().metadata().isEmpty()) {
            LabelledPair pair = LabelledPair.ofMetadata(row.content().metadata());
            record.put("human", pair.human().label());
        }
        if (row.outcome().kind() == OutcomeKind.JUDGED) {
            verdict(record, JudgedRow.of(row.content()));
        } else {
            record.putNull("verdict").put("without", row.outcome().detail());
        }
        return List.of(record);
    }

    private static void verdict(ObjectNode record, JudgedRow stored) {
        if (stored.probabilityOfA().isPresent()) {
            double probability = stored.probabilityOfA().getAsDouble();
            record.put("verdict", Preferred.of(probability).label()).put("probability_of_a", probability);
        } else {
            record.putNull("verdict").put("without", "no_verdict");
        }
        record.put("shown_first", (stored.secondFirst() ? Preferred.B : Preferred.A).label());
        stored.principles().forEach(record.putArray("principles")::add);
        stored.order().ifPresent(order -> record.put("same_position", order.isSamePosition()));
    }
}
