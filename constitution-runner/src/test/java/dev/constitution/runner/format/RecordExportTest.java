package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordExportTest {
    private static RecordPerPair form(List<Field<ExportRow>> fields) {
        return new RecordPerPair("form", fields) {};
    }

    private static ExportRow pair() {
        return ExportRow.of(new OutcomeRecord(0, "p1", OutcomeKind.PAIR, "pair", "{\"chosen\":\"Yes.\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "0, 0.0",
        "0.25, 0.25",
        "0.9999999999987654, 1.0",
        "0.00000000012345, 1.0E-10",
        "0.12345678905, 0.123456789"
    })
    void form_number_hasAPointAndAtMostTenDecimals(String given, String written) throws NotCarriedException {
        RecordPerPair form = form(List.of(Field.number("margin", pair -> Optional.of(new BigDecimal(given)))));

        assertThat(form.records(pair())).hasToString("[{\"margin\":" + written + "}]");
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
