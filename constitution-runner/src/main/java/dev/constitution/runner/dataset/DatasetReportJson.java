package dev.constitution.runner.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A {@link DatasetReport} as one JSON object. */
final class DatasetReportJson {
    private static final int VERSION = 1;

    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private DatasetReportJson() {}

    static String of(DatasetReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).setPrettyPrinter(printer())) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeNumberField("kept", report.kept());
            json.writeObjectFieldStart("dropped_by_gate");
            for (Map.Entry<String, Long> gate : report.droppedByGate().entrySet()) {
                json.writeNumberField(gate.getKey(), gate.getValue());
            }
            json.writeEndObject();
            lengths(json, report.lengths());
            boilerplate(json, report.boilerplate());
            refusals(json, report);
            json.writeArrayFieldStart("warnings");
            for (String warning : report.warnings()) {
                json.writeString(warning);
            }
            json.writeEndArray();
            dropped(json, report.dropped());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** With the same line ends on every system. */
    private static PrettyPrinter printer() {
        return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    private static void lengths(JsonGenerator json, LengthBias lengths) throws IOException {
        json.writeObjectFieldStart("lengths");
        json.writeNumberField("chosen_longer", lengths.chosenLonger());
        json.writeNumberField("mean_chosen", lengths.meanOfChosen());
        json.writeNumberField("mean_rejected", lengths.meanOfRejected());
        json.writeNumberField("cohens_d", lengths.cohensD());
        json.writeEndObject();
    }

    private static void boilerplate(JsonGenerator json, Boilerplate boilerplate) throws IOException {
        json.writeObjectFieldStart("boilerplate");
        json.writeNumberField("opening_share", boilerplate.openingShare());
        phrases(json, "openings", boilerplate.openings());
        phrases(json, "sentences", boilerplate.sentences());
        json.writeEndObject();
    }

    private static void phrases(JsonGenerator json, String field, List<Boilerplate.Phrase> phrases) throws IOException {
        json.writeArrayFieldStart(field);
        for (Boilerplate.Phrase phrase : phrases) {
            json.writeStartObject();
            json.writeStringField("text", phrase.text());
            json.writeNumberField("answers", phrase.answers());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void refusals(JsonGenerator json, DatasetReport report) throws IOException {
        json.writeObjectFieldStart("refusals");
        for (Map.Entry<String, RefusalRate> entry : report.refusals().entrySet()) {
            json.writeObjectFieldStart(entry.getKey());
            json.writeNumberField("pairs", entry.getValue().pairs());
            json.writeNumberField("chosen", entry.getValue().chosen());
            json.writeNumberField("rejected", entry.getValue().rejected());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void dropped(JsonGenerator json, List<DatasetReport.Dropped> dropped) throws IOException {
        json.writeArrayFieldStart("dropped");
        for (DatasetReport.Dropped pair : dropped) {
            json.writeStartObject();
            json.writeNumberField("row", pair.row());
            json.writeStringField("id", pair.id());
            json.writeStringField("gate", pair.gate());
            json.writeStringField("reason", pair.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
