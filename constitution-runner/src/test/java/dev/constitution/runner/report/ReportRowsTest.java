package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.label.LabelTasks;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.Sides;
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
        return row(id, StoredRows.all());
    }

    private ReportRow row(String id, List<OutcomeRecord> rows) throws IOException {
        OutcomeRecord record =
                rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
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
    void of_contrast_areTwoAnswersByTheirNames() throws IOException {
        ReportRow row = row("rain", StoredRows.contrasts().subList(1, 2));

        assertThat(row.answers()).extracting(ReportRow.Answer::name).containsExactly("plain", "instructed");
        assertThat(row.ways().get(0).initial()).isEmpty();
        assertThat(row.contests().get(0).winner()).hasValue("instructed");
        assertThat(row.pairs())
                .containsExactly(new ReportRow.Pair(
                        "plain", "instructed", Sides.fingerprint("Water.", "Sweet water, lad, from above.")));
    }

    @Test
    void of_contrastWhoseTeacherFailed_isNoPairToCompare() throws IOException {
        ReportRow row = row("lost", StoredRows.contrasts());

        assertThat(row.pairs()).isEmpty();
        assertThat(row.answers()).extracting(ReportRow.Answer::name).containsExactly("plain");
        assertThat(row.ways().get(0).role()).hasValue("teacher");
    }

    @Test
    void of_conversation_areItsTurnsByTheirNames() throws IOException {
        ReportRow row = row("hello", StoredRows.introspections().subList(1, 2));

        assertThat(row.answers())
                .extracting(ReportRow.Answer::name)
                .containsExactly("turn-1", "turn-2", "turn-3", "turn-4");
        assertThat(row.answers())
                .extracting(turn -> turn.speaker().orElseThrow())
                .containsExactly("assistant", "user", "assistant", "user");
        assertThat(row.ways().get(0).words()).hasValue("turn 4 repeats turn 3");
        assertThat(row.pairs()).isEmpty();
        assertThat(row.contests()).isEmpty();
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
