package dev.constitution.runner.dataset;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import java.util.List;
import java.util.SortedMap;

/** A {@link DatasetReport} as one JSON object. */
@JsonNaming(SnakeCaseStrategy.class)
record DatasetReportJson(
        int version,
        long kept,
        SortedMap<String, Long> droppedByGate,
        LengthBias lengths,
        TokenLengths tokens,
        Boilerplate boilerplate,
        SortedMap<String, RefusalRate> refusals,
        List<String> warnings,
        List<DatasetReport.Dropped> dropped) {
    private static final int VERSION = 3;

    /** With the same line ends on every system. */
    private static final ObjectWriter WRITER = Json.MAPPER
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** People count rows from 1. */
    private static DatasetReport.Dropped shown(DatasetReport.Dropped pair) {
        return new DatasetReport.Dropped(pair.row() + 1, pair.id(), pair.gate(), pair.reason());
    }

    static DatasetReport parse(String text) {
        DatasetReportJson json = Json.read(text, DatasetReportJson.class);
        LengthBias lengths = json.lengths;
        DatasetReport ofPairs = new DatasetReport(
                json.dropped.stream()
                        .map(pair -> new DatasetReport.Dropped(pair.row() - 1, pair.id(), pair.gate(), pair.reason()))
                        .toList(),
                new LengthBias(
                        json.kept,
                        lengths.chosenLonger(),
                        lengths.meanOfChosen(),
                        lengths.meanOfRejected(),
                        lengths.cohensD()),
                json.tokens,
                json.boilerplate,
                json.refusals,
                List.of());
        int warnings = ofPairs.warnings().size(); // those of files stand behind them
        return ofPairs.withFiles(json.warnings.subList(Math.min(warnings, json.warnings.size()), json.warnings.size()));
    }

    static String of(DatasetReport report) {
        DatasetReportJson json = new DatasetReportJson(
                VERSION,
                report.kept(),
                report.droppedByGate(),
                report.lengths(),
                report.tokens(),
                report.boilerplate(),
                report.refusals(),
                report.warnings(),
                report.dropped().stream().map(DatasetReportJson::shown).toList());
        return Json.line(WRITER, json) + "\n";
    }
}
