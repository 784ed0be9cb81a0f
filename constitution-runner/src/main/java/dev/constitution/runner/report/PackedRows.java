package dev.constitution.runner.report;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.label.LabelTasks;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredRecords;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * The rows in the page: chunks of texts that are unpacked when they are looked at, and behind them the index of all rows. A
 * script of an unknown type is data that no browser runs.
 *
 * @param drawn the rows whose texts the page holds, by their places in the input
 * @param index makes the index of where these are
 */
record PackedRows(StoreView store, Set<Long> drawn, Function<Map<Long, int[]>, RowIndex> index) implements Content {
    /** Small enough to be unpacked between two key presses. */
    private static final int CHUNK = 1 << 18;

    @Override
    public void writeTo(TemplateOutput output) {
        Map<Long, int[]> places = new HashMap<>();
        LabelTasks tasks = new LabelTasks(store);
        Chunk chunk = new Chunk(output);
        for (long row : drawn) {
            OutcomeRecord record =
                    store.outcome(row).map(StoredRecords.Checked::orThrow).orElseThrow();
            places.put(row, chunk.add(Json.line(ReportRows.whole(record, StoredOutcome.of(record), tasks))));
        }
        chunk.end();
        write(output, "index", PackedJson.of(index.apply(places)));
    }

    private static void write(TemplateOutput output, String id, String packed) {
        output.writeContent("<script type=\"application/gzip\" id=\"" + id + "\">");
        output.writeContent(packed);
        output.writeContent("</script>\n");
    }

    /** Rows that are packed together. */
    private static final class Chunk {
        private final TemplateOutput output;
        private StringJoiner rows = new StringJoiner(",", "[", "]");
        private int number;
        private int place;

        Chunk(TemplateOutput output) {
            this.output = output;
        }

        int[] add(String row) {
            rows.add(row);
            int[] at = {number, place++};
            if (rows.length() > CHUNK) {
                end();
            }
            return at;
        }

        void end() {
            if (place > 0) {
                write(output, "chunk-" + number, PackedJson.ofLine(rows.toString()));
                rows = new StringJoiner(",", "[", "]");
                number++;
                place = 0;
            }
        }
    }
}
