package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.store.Provenance;
import java.util.Map;
import java.util.stream.Collectors;

/** The project's own form of preference pairs: explicit prompt, both answers as turns, and where they come from. */
public final class NativeExport implements RecordPerPair {
    private final Provenance provenance;
    private final boolean isLossless;

    private NativeExport(Provenance provenance, boolean isLossless) {
        this.provenance = provenance;
        this.isLossless = isLossless;
    }

    /** All pairs, whatever their text holds. */
    public static NativeExport lossless(Provenance provenance) {
        return new NativeExport(provenance, true);
    }

    /** The pairs that every reader of JSON takes. */
    public static NativeExport readable(Provenance provenance) {
        return new NativeExport(provenance, false);
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public boolean carriesLoneSurrogates() {
        return isLossless;
    }

    @Override
    public Map<String, String> columns() {
        String models = provenance.models().keySet().stream()
                .map(role -> '"' + role + "\" VARCHAR")
                .collect(Collectors.joining(", ", "models STRUCT(", "), "));
        return Columns.of(
                "id",
                "VARCHAR",
                "prompt",
                TURNS,
                "chosen",
                TURNS,
                "rejected",
                TURNS,
                "score_chosen",
                "DOUBLE",
                "score_rejected",
                "DOUBLE",
                "probability",
                "DOUBLE",
                "principle",
                "VARCHAR[]",
                "source",
                "VARCHAR",
                "provenance",
                "STRUCT(constitution VARCHAR, fingerprint VARCHAR, " + models + "seed BIGINT, calls VARCHAR[])");
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object().put("id", pair.outcome().id());
        record.set("prompt", TurnsJson.turns(pair.prompt()));
        record.set("chosen", TurnsJson.answers(pair.chosen()));
        record.set("rejected", TurnsJson.answers(pair.rejected()));
        TurnsJson.put(record, "score_chosen", pair.probability());
        TurnsJson.put(record, "score_rejected", pair.probabilityOfRejected());
        TurnsJson.put(record, "probability", pair.probability());
        pair.principles().forEach(record.putArray("principle")::add);
        record.put("source", pair.source());
        ObjectNode origin = record.putObject("provenance")
                .put("constitution", provenance.constitution())
                .put("fingerprint", provenance.fingerprint());
        ObjectNode models = origin.putObject("models");
        provenance.models().forEach(models::put);
        ArrayNode calls = origin.put("seed", provenance.seed()).putArray("calls");
        pair.content().replies().forEach(reply -> calls.add(reply.call()));
        return record;
    }
}
