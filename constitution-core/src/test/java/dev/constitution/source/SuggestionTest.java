package dev.constitution.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "critque_request, critique_request",
        "Norm, norm",
        "nrom, norm",
        "norms, norm",
        "revision, ''",
        "id, id",
        "colour, ''",
        "'', ''"
    })
    void of_name_isTheNearestKnownIfAny(String name, String expected) {
        List<String> known = List.of("id", "norm", "critique_request", "revision_request");

        assertThat(Suggestion.of(name, known).orElse("")).isEqualTo(expected);
    }

    @Test
    void clauses_nearNameOrNone_offerItAndListTheRest() {
        List<String> known = List.of("trl", "sft");

        assertThat(Suggestion.clause("tlr", known)).isEqualTo("; did you mean \"trl\"?");
        assertThat(Suggestion.clause("parquet", known)).isEmpty();
        assertThat(Suggestion.clauseAndList("tlr", known, "known forms"))
                .isEqualTo("; did you mean \"trl\"? known forms: trl, sft");
        assertThat(Suggestion.clauseAndList("parquet", known, "known forms")).isEqualTo("; known forms: trl, sft");
        assertThat(Suggestion.clauseAndQuotedList("tlr", known, "known forms"))
                .isEqualTo("; did you mean \"trl\"? known forms: \"trl\", \"sft\"");
        assertThat(Suggestion.clauseAndQuotedList("parquet", known, "known forms"))
                .isEqualTo("; known forms: \"trl\", \"sft\"");
    }

    @Test
    void clause_aNameThatOthersBeginWith_offersThem() {
        assertThat(Suggestion.clause("Verl", List.of("verl-rl", "trl", "verl-sft", "overlong")))
                .isEqualTo("; did you mean \"verl-rl\" or \"verl-sft\"?");
    }
}
