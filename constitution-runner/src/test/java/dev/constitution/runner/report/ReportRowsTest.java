package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.testing.StoredRows;
import org.junit.jupiter.api.Test;

class ReportRowsTest {
    private static ReportRow row(String id) {
        OutcomeRecord record = StoredRows.all().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
        return ReportRows.outline(record, StoredOutcome.of(record));
    }

    @Test
    void of_revisions_haveEachStepsEditsFromTheAnswerBefore() {
        ReportRow.Way way = row("turns").ways().get(0);

        assertThat(way.initial()).hasValue("No.");
        assertThat(way.steps()).extracting(ReportRow.Step::principle).containsExactly("kind", "honest");
        assertThat(way.steps().get(1).edits()).containsExactly(9, -9, 1);
    }

    @Test
    void of_confirmation_isBetweenTheRevisionAndTheInitialAnswer() {
        ReportRow.Contest contest = row("rain").contests().get(0);

        assertThat(contest.a()).isEqualTo("revised");
        assertThat(contest.b()).isEqualTo("initial");
        assertThat(contest.order()).containsExactly(0.75, 0.5);
        assertThat(contest.winner()).hasValue("revised");
    }

    @Test
    void winner_ordersThatDisagree_isNeither() {
        ReportRow.Contest contest = row("tea").contests().get(0);

        assertThat(contest.probability().orElseThrow()).isGreaterThan(0.5);
        assertThat(contest.winner()).isEmpty();
        assertThat(RowFacts.of(StoredRows.all().get(9), row("tea")).flags() & RowFacts.ORDERS_DISAGREE)
                .isNotZero();
    }

    @Test
    void of_failedRow_saysWhoseCallFailed() {
        ReportRow.Way way = row("lost").ways().get(0);

        assertThat(way.detail()).isEqualTo("timeout");
        assertThat(way.role()).hasValue("generator");
        assertThat(way.words()).hasValue("no answer");
        assertThat(way.initial()).isEmpty();
    }
}
