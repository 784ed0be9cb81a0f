package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.CsvTable;
import dev.constitution.runner.rows.FormulaGuard;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.JsonRow;
import dev.constitution.runner.rows.JsonTools;
import dev.constitution.runner.rows.PromptFields;
import dev.constitution.runner.rows.RecordReader;
import dev.constitution.runner.rows.RowImages;
import dev.constitution.runner.rows.RowNotes;
import dev.constitution.runner.rows.RowParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads labelled pairs from records; the first that can be read tells the form where nobody says. Not thread-safe. */
public final class PairRowParser implements RowParser {
    private final String location;
    /** The table that the records are rows of; null where each is a JSON object. */
    private final @Nullable CsvTable table;

    private final PromptFields prompts;
    private PairFormat format;

    private PairRowParser(String location, PairFormat format, PromptFields prompts, @Nullable CsvTable table) {
        this.location = location;
        this.format = format;
        this.prompts = prompts;
        this.table = table;
    }

    /**
     * A parser for the records of a source of pairs.
     *
     * @param location how messages name the source
     * @param promptField the field or column that holds the prompt; null is that of the form
     * @param container how the records lie in the file
     * @param delimiter what parts the cells, where it is a table
     */
    public static PairRowParser of(
            String location,
            PairFormat format,
            @Nullable String promptField,
            RecordReader records,
            InputFormat container,
            char delimiter)
            throws IOException {
        CsvTable table = switch (container) {
            case CSV, TSV -> CsvTable.of(location, records, delimiter);
            case JSONL, HH_RLHF -> null;
            case TEXT ->
                throw new UsageException(location + ": is plain text, which holds no labelled pairs; name the"
                        + " form of its pairs with --format");
        };
        return new PairRowParser(location, format, PromptFields.named(promptField), table);
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        Labelled row = pair(text);
        return row.pair().asDraft(new RowNotes(false, row.leftOut()));
    }

    /**
     * A pair of a record.
     *
     * @param leftOut fields of the record that look like a part of the prompt, and are none
     */
    record Labelled(LabelledPair pair, List<String> leftOut) {}

    /**
     * The pair of a record.
     *
     * @throws UsageException if the form is to be told from this record, and it is of none
     */
    Labelled pair(String text) throws BadRowException {
        JsonNode row = table == null ? JsonRow.object(text) : table.object(text);
        if (format == PairFormat.AUTO) {
            format = PairFormat.of(row, location, table != null);
        }
        if (table != null && format == PairFormat.ICAI && row instanceof ObjectNode cells) {
            FormulaGuard.removeFrom(cells);
        }
        LabelledPair pair = format.form().read(row, prompts);
        PromptFields.Found found =
                PromptFields.withSystem(row, new PromptFields.Found("prompt", pair.prompt(), used(row)));
        RowImages images = RowImages.of(row, found.turns(), found.used());
        return new Labelled(
                images.turns().equals(pair.prompt()) ? pair : pair.withPrompt(images.turns()),
                prompts.leftOut(row, besidesTools(row, images.used())));
    }

    /** What tools are defined as nobody who compares two answers is told: that they stand there is no loss. */
    private static List<String> besidesTools(JsonNode row, List<String> used) {
        try {
            return JsonTools.of(row).map(tools -> tools.besides(used)).orElse(used);
        } catch (BadRowException e) {
            return used;
        }
    }

    private List<String> used(JsonNode row) throws BadRowException {
        if (!prompts.isNamed() && !format.promptFields().isEmpty()) {
            return format.promptFields();
        }
        return prompts.isIn(row) ? prompts.used(row) : List.of();
    }

    /** The form of the pairs, known from the first record on. */
    PairFormat format() {
        return format;
    }
}
