package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.label.LabelTasks;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.Sides;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRowsTest {
    @TempDir
    private Path folder;

    private ReportRow row(String id) throws IOException {
        OutcomeRecord record = StoredRows.all().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (RunStore store = RunStore.open(StoredRows.write(folder.resolve("run"), List.of(record)))) {
            return ReportRows.whole(record, StoredOutcome.of(record), new LabelTasks(store));
        }
    }

    @Test
    void of_revision_isAPairForPeopleToCompare() throws IOException {
        assertThat(row("plain").pairs())
                .containsExactly(
                        new ReportRow.Pair("initial", "revised", Sides.fingerprint("No.", "Many people like it.")));
        assertThat(row("good").pairs()).isEmpty();
    }

    @Test
    void of_revisions_haveEachStepsEditsFromTheAnswerBefore() throws IOException {
        ReportRow.Way way = row("turns").ways().get(0);

        assertThat(way.initial()).hasValue("No.");
        assertThat(way.steps()).extracting(ReportRow.Step::principle).containsExactly("kind", "honest");
        assertThat(way.steps().get(1).edits()).containsExactly(9, -9, 1);
    }

    @Test
    void of_confirmation_isBetweenTheRevisionAndTheInitialAnswer() throws IOException {
        ReportRow.Contest contest = row("rain").contests().get(0);

        assertThat(contest.a()).isEqualTo("revised");
        assertThat(contest.b()).isEqualTo("initial");
        assertThat(contest.order()).containsExactly(0.75, 0.5);
        assertThat(contest.winner()).hasValue("revised");
    }

    @Test
    void winner_ordersThatDisagree_isNeither() throws IOException {
        ReportRow row = row("tea");
        ReportRow.Contest contest = row.contests().get(0);

        assertThat(contest.probability().orElseThrow()).isGreaterThan(0.5);
        assertThat(contest.winner()).isEmpty();
        assertThat(RowFacts.of(StoredRows.all().get(9), row).flags() & RowFacts.ORDERS_DISAGREE)
                .isNotZero();
    }

    @Test
    void of_failedRow_saysWhoseCallFailed() throws IOException {
        ReportRow.Way way = row("lost").ways().get(0);

        assertThat(way.detail()).isEqualTo("timeout");
        assertThat(way.role()).hasValue("generator");
        assertThat(way.words()).hasValue("no answer");
        assertThat(way.initial()).isEmpty();
    }
}
