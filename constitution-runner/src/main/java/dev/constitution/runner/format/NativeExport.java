package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.store.Provenance;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The project's own form of preference pairs: explicit prompt, both answers as turns, and where they come from. */
public final class NativeExport extends RecordPerPair {
    private final boolean isLossless;

    private NativeExport(Provenance provenance, boolean isLossless) {
        super(
                "native",
                List.of(
                        Field.text("id", pair -> pair.outcome().id()),
                        PROMPT,
                        CHOSEN,
                        REJECTED,
                        Field.number("score_chosen", ExportRow::probability),
                        Field.number("score_rejected", ExportRow::probabilityOfRejected),
                        Field.number("probability", ExportRow::probability),
                        Field.texts("principle", ExportRow::principles),
                        Field.text("source", ExportRow::source),
                        new Field<>("provenance", type(provenance), pair -> origin(provenance, pair))));
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
    public boolean carriesLoneSurrogates() {
        return isLossless;
    }

    private static String type(Provenance provenance) {
        String models = provenance.models().keySet().stream()
                .map(role -> '"' + role + "\" VARCHAR")
                .collect(Collectors.joining(", ", "models STRUCT(", "), "));
        return "STRUCT(constitution VARCHAR, fingerprint VARCHAR, " + models + "seed BIGINT, calls VARCHAR[])";
    }

    private static ObjectNode origin(Provenance provenance, ExportRow pair) {
        ObjectNode origin = TurnsJson.object()
                .put("constitution", provenance.constitution())
                .put("fingerprint", provenance.fingerprint());
        ObjectNode models = origin.putObject("models");
        provenance.models().forEach(models::put);
        ArrayNode calls = origin.put("seed", provenance.seed()).putArray("calls");
        pair.content().replies().forEach(reply -> calls.add(reply.call()));
        return origin;
    }

    @Override
    public Set<Beyond> carries() {
        return Beyond.ALL;
    }
}
