package dev.constitution.runner.report;

import dev.constitution.browser.Browser;
import dev.constitution.browser.Browser.ColorScheme;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reports of stored rows, from disk into a browser. */
final class ReportPages {
    private ReportPages() {}

    static Path write(Path folder, String name, List<OutcomeRecord> rows) throws IOException {
        Path run = StoredRows.write(folder.resolve(name), rows);
        Path file = folder.resolve(name + ".html");
        CommandLineHarness.run("report", run.toString(), "--out", file.toString())
                .succeeded();
        return file;
    }

    /** Loads the page anew, also where the address differs by its hash alone. */
    static void open(Browser browser, Path file, String hash, ColorScheme colors) {
        browser.go("about:blank", colors);
        browser.go(file.toUri() + hash, colors);
        browser.await(
                "the page is ready", () -> !browser.elements("body[data-ready]").isEmpty());
    }
}
