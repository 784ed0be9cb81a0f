package dev.constitution.runner.report;

import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A run, a judged run or an experiment as one HTML file: from the store alone, without a request to anywhere. What models and
 * files wrote is shown as text, whatever it holds.
 */
public final class RunReport {
    /** How many rows' texts a page holds unless it is told otherwise: with 5 KB each it opens in about a second. */
    public static final int DEFAULT_ROWS = 5_000;

    private static final String PACKAGE = "dev.constitution.runner.report";

    private RunReport() {}

    /**
     * What was written.
     *
     * @param rows how many rows the page lists
     * @param texts of how many of them it holds the texts
     * @param bytes the file's size
     */
    public record Written(long rows, long texts, long bytes) {}

    /**
     * Writes the page.
     *
     * @param folder the run's folder, as its user calls it
     * @param most how many rows' texts the page is to hold; where there are more, some of every kind are drawn
     */
    public static Written write(StoreView store, Path folder, Path file, int most) throws IOException {
        StoreReading reading = StoreReading.of(store);
        Set<Long> drawn = RowSample.of(reading.rows(), most);
        ReportSummary summary = new ReportSummary(store, folder, reading);
        PageParts parts = PageParts.load();
        PackedRows data = new PackedRows(
                store,
                drawn,
                places -> RowIndex.of(
                        RunManifest.of(store).identity(), summary.arms(), summary.wordings(), reading.rows(), places));
        // In the packed rows, lone surrogates are escapes.
        WholeFile.write(
                file,
                out -> TemplateEngine.createPrecompiled(
                                null, ContentType.Html, RunReport.class.getClassLoader(), PACKAGE)
                        .render("page.jte", summary.page(drawn.size(), parts, data), new WriterOutput(out)));
        return new Written(reading.rows().size(), drawn.size(), Files.size(file));
    }
}
