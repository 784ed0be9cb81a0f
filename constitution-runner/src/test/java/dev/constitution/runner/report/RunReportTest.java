package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file without a browser: {@link ReportPageTest} looks at it. */
class RunReportTest {
    @TempDir
    private Path folder;

    private Path run(List<OutcomeRecord> rows) throws IOException {
        return StoredRows.write(folder.resolve("run"), rows);
    }

    private String report(Path run, String... more) throws IOException {
        Path file = folder.resolve("page.html");
        CommandLineHarness.run(
                        CommandLineHarness.with(List.of("report", run.toString(), "--out", file.toString()), more))
                .succeeded();
        return Files.readString(file);
    }

    @Test
    void report_run_changesNothingOfTheFolderAndGivesTheSameBytesAgain() throws IOException {
        Path run = run(StoredRows.all());
        report(run); // the first start of any command makes what SQLite keeps beside the store
        Map<String, String> before = FolderBytes.of(run);

        assertThat(report(run)).isEqualTo(report(run));
        assertThat(FolderBytes.of(run)).isEqualTo(before);
    }

    @Test
    void report_withoutOut_standsInTheFolderThatStaysSound() throws IOException {
        Path run = run(StoredRows.all());

        assertThat(CommandLineHarness.run("report", run.toString()).succeeded().out())
                .contains("report.html: 12 rows, the texts of 12");
        assertThat(run.resolve("report.html")).isRegularFile();
    }

    @Test
    void report_failedRows_saysWhyAndWhatToDo() throws IOException {
        assertThat(report(run(StoredRows.all())))
                .contains("failed: timeout", "row 9 (lost)", "no answer", "needs a longer --timeout")
                .contains("retry " + folder.resolve("run") + " --kind timeout");
    }

    @Test
    void report_textsOfModelsAndFiles_standNowhereAsHtml() throws IOException {
        String page = report(run(List.of(StoredRows.question(0, "<b>id</b>", "</script><script>alert(1)</script>"))));

        assertThat(page).doesNotContain("<b>id", "alert(1)");
        assertThat(page.split("<script", -1)).as("chunk, index, the page's own").hasSize(4);
    }

    @Test
    void report_moreRowsThanAskedFor_listsAllAndSaysOfHowManyItHasTheTexts() throws IOException {
        Path run = run(StoredRows.questions(300, i -> "Question " + i + "?"));

        assertThat(report(run, "--rows", "100")).contains("All 300 rows are listed", "the texts of 100 of them");
        assertThat(report(run, "--rows", "all")).contains("All 300 rows are in this file.");
    }

    @Test
    void report_hugeRow_isCutAndLeavesTheOthersWhole() throws IOException {
        Path run = run(
                List.of(StoredRows.question(0, "huge", "x".repeat(20 << 20)), StoredRows.question(1, "small", "Why?")));

        assertThat(report(run).length()).isLessThan(1 << 20);
    }

    @Test
    void report_emptyRun_isAPageAllTheSame() throws IOException {
        assertThat(report(run(List.of()))).contains("rows done");
    }

    @Test
    void report_badNumberOfRows_isRefused() throws IOException {
        assertThat(CommandLineHarness.run("report", run(List.of()).toString(), "--rows", "0")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--rows: must be a number above 0, or all, got \"0\"");
    }
}
