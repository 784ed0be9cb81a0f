package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.constitution.runner.outcome.JudgedRow;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a judge said of every labelled pair, beside what people say; and why there is no verdict where there is none. */
public final class VerdictsExport extends RecordExport<VerdictsExport.Judged> {
    /** What a run that judges labelled pairs writes. */
    public static final String FILE = "verdicts.jsonl";

    /**
     * A row of labelled answers.
     *
     * @param stored what the judge answered; empty where the row failed
     */
    record Judged(ExportRow row, Optional<JudgedRow> stored) {
        OptionalDouble probabilityOfA() {
            return stored.map(JudgedRow::probabilityOfA).orElse(OptionalDouble.empty());
        }

        JsonNode verdict() {
            return probabilityOfA().isPresent()
                    ? label(Preferred.of(probabilityOfA().getAsDouble()))
                    : NullNode.getInstance();
        }

        Optional<JsonNode> probability() {
            return probabilityOfA().isPresent()
                    ? Optional.of(DoubleNode.valueOf(probabilityOfA().getAsDouble()))
                    : Optional.empty();
        }

        /** Why there is no verdict. */
        Optional<JsonNode> without() {
            String reason = stored.isPresent() ? "no_verdict" : row.outcome().detail();
            return probabilityOfA().isPresent() ? Optional.empty() : Optional.of(TextNode.valueOf(reason));
        }

        private static JsonNode label(Preferred preferred) {
            return TextNode.valueOf(preferred.label());
        }

        Optional<JsonNode> human() {
            Map<String, Object> metadata = row.content().metadata();
            return metadata.isEmpty()
                    ? Optional.empty()
                    : Optional.of(label(LabelledPair.ofMetadata(metadata).human()));
        }

        Optional<JsonNode> shownFirst() {
            return stored.map(verdict -> label(verdict.secondFirst() ? Preferred.B : Preferred.A));
        }

        Optional<JsonNode> principles() {
            return stored.map(verdict -> TurnsJson.texts(verdict.principles()));
        }

        Optional<JsonNode> samePosition() {
            return stored.flatMap(JudgedRow::order).map(order -> BooleanNode.valueOf(order.isSamePosition()));
        }
    }

    public VerdictsExport() {
        super(
                "verdicts",
                List.of(
                        Field.text("id", judged -> judged.row().outcome().id()),
                        Field.optional("human", Field.TEXT, Judged::human),
                        new Field<>("verdict", Field.TEXT, Judged::verdict),
                        Field.optional("probability_of_a", "DOUBLE", Judged::probability),
                        Field.optional("without", Field.TEXT, Judged::without),
                        Field.optional("shown_first", Field.TEXT, Judged::shownFirst),
                        Field.optional("principles", Field.TEXT + "[]", Judged::principles),
                        Field.optional("same_position", "BOOLEAN", Judged::samePosition)));
    }

    @Override
    public boolean carriesLoneSurrogates() {
        return true;
    }

    @Override
    List<Judged> sources(ExportRow row) {
        boolean isJudged = row.outcome().kind() == OutcomeKind.JUDGED;
        return List.of(new Judged(row, isJudged ? Optional.of(JudgedRow.of(row.content())) : Optional.empty()));
    }

    /** Its records hold nothing of the prompt. */
    @Override
    public Set<Beyond> carries() {
        return Beyond.ALL;
    }

    @Override
    void addBeyond(ObjectNode record, ExportRow row) {}
}
