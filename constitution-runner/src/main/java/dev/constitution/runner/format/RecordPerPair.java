package dev.constitution.runner.format;

import java.util.List;

/** A form that has one record for every preference pair, and none for other rows. */
abstract class RecordPerPair extends RecordExport<ExportRow> {
    /** The prompt's turns. */
    static final Field<ExportRow> PROMPT = Field.turns("prompt", pair -> TurnsJson.turns(pair.prompt()));

    /** The better answer, as a list of one turn. */
    static final Field<ExportRow> CHOSEN = Field.turns("chosen", pair -> TurnsJson.answers(pair.chosen()));

    /** The worse answer, as a list of one turn. */
    static final Field<ExportRow> REJECTED = Field.turns("rejected", pair -> TurnsJson.answers(pair.rejected()));

    /** The prompt with the better answer. */
    static final Field<ExportRow> CHOSEN_CONVERSATION =
            Field.turns("chosen", pair -> TurnsJson.conversation(pair.prompt(), pair.chosen()));

    /** The prompt with the worse answer. */
    static final Field<ExportRow> REJECTED_CONVERSATION =
            Field.turns("rejected", pair -> TurnsJson.conversation(pair.prompt(), pair.rejected()));

    /** By how much the better answer is the more probable one, where a judge said so. */
    static final Field<ExportRow> MARGIN = Field.number("margin", ExportRow::margin);

    RecordPerPair(String name, List<Field<ExportRow>> fields) {
        super(name, fields);
    }

    @Override
    public boolean isOfTwoAnswers() {
        return true;
    }

    @Override
    final List<ExportRow> sources(ExportRow row) throws NotCarriedException {
        if (!row.isPair()) {
            return List.of();
        }
        requireCarried(row);
        return List.of(row);
    }

    /** Refuses a pair that the form's readers would drop, or train otherwise than it is meant. */
    void requireCarried(ExportRow pair) throws NotCarriedException {}
}
