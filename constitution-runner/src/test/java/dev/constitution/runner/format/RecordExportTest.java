package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordExportTest {
    private static RecordPerPair form(List<Field<ExportRow>> fields) {
        return new RecordPerPair("form", fields) {};
    }

    private static ExportRow pair() {
        return ExportRow.of(new OutcomeRecord(0, "p1", OutcomeKind.PAIR, "pair", "{\"chosen\":\"Yes.\"}"));
    }

    @Test
    void form_columnsAndRecord_followFromTheFields() throws NotCarriedException {
        RecordPerPair form = form(List.of(
                Field.text("answer", ExportRow::chosen),
                Field.number("unknown", pair -> Optional.empty()),
                Field.number("share", pair -> Optional.of(new BigDecimal("0.25"))),
                Field.texts("notes", pair -> List.of("a", "b"))));

        assertThat(form.columns())
                .containsExactly(
                        entry("answer", "VARCHAR"),
                        entry("unknown", "DOUBLE"),
                        entry("share", "DOUBLE"),
                        entry("notes", "VARCHAR[]"));
        assertThat(form.records(pair()))
                .extracting(Object::toString)
                .containsExactly("{\"answer\":\"Yes.\",\"share\":0.25,\"notes\":[\"a\",\"b\"]}");
    }

    @Test
    void form_twoFieldsOfOneName_isRefused() {
        List<Field<ExportRow>> twice = List.of(RecordPerPair.CHOSEN, RecordPerPair.CHOSEN_CONVERSATION);

        assertThatThrownBy(() -> form(twice)).hasMessage("the form form has two fields \"chosen\"");
    }
}
