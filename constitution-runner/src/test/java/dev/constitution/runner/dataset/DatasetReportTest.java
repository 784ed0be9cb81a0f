package dev.constitution.runner.dataset;

import dev.constitution.runner.dataset.Boilerplate.Phrase;
import dev.constitution.runner.testing.GoldenFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DatasetReportTest {

    @Test
    void toJson_allThereCanBe_hasTheseBytes() throws IOException {
        DatasetReport report = new DatasetReport(
                List.of(
                        new DatasetReport.Dropped(3, "again \ud800", "duplicate", "the pair of row 1"),
                        new DatasetReport.Dropped(9, "Grüße", "split_overlap", "asked in \"test\" too")),
                new LengthBias(40, 0.975, 1234.5, 100.1, 0.1 + 0.2),
                new TokenLengths(
                        "estimated by kinds of characters",
                        2500,
                        List.of(new TokenLengths.Limit(1024, 1000, 2), new TokenLengths.Limit(2048, 0, 0)),
                        3),
                new Boilerplate(
                        List.of(new Phrase("As an AI, I\tcan’t", 30)),
                        List.of(new Phrase("It is important.", 12), new Phrase("你好 👋", 1)),
                        2.0 / 3),
                new TreeMap<>(Map.of("all", new RefusalRate(40, 20, 1), "benign", new RefusalRate(0, 0, 0))),
                List.of("prefs.jsonl: chosen.content: nothing but dates"));

        new GoldenFile("dataset/data-report.json").requireEqual(report.toJson());
    }

    @Test
    void toJson_noPair_hasTheseBytes() throws IOException {
        DatasetReport report = new DatasetReport(
                List.of(),
                new LengthBias(0, 0, Double.NaN, 1e10, Double.NEGATIVE_INFINITY),
                new TokenLengths("estimated by kinds of characters", 0, List.of(), 0),
                new Boilerplate(List.of(), List.of(), 0),
                new TreeMap<>(),
                List.of());

        new GoldenFile("dataset/data-report-empty.json").requireEqual(report.toJson());
    }
}
