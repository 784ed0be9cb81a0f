package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.Consumers;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.StoredRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run exports is read by those who train on it. */
class ConsumersTest {
    @TempDir
    private Path folder;

    @Test
    void export_everyForm_loadsWithStableTypesAndKeepsItsReadersRules() throws Exception {
        Path revisions = StoredRows.write(folder.resolve("revisions"), questions());
        Path judged = StoredRows.write(folder.resolve("judged"), StoredRows.judged());
        List<String> checks = new ArrayList<>();
        for (String form : ExportCatalog.names()) {
            String ending = Exports.ending(form);
            Path file = folder.resolve(form + ending);
            Exports.writeForm(revisions, form, file, "--test-share=0.5").succeeded();
            checks.add(form + "\t" + folder.resolve(form + "-train" + ending) + "\t"
                    + folder.resolve(form + "-test" + ending));
            Exports.writeForm(judged, form, file).succeeded();
            checks.add(form + "\t" + file);
        }
        Exports.write(revisions, "hf", folder.resolve("hub"), "--test-share=0.5")
                .succeeded();
        checks.add("hf\t" + folder.resolve("hub"));

        assertThat(Consumers.check(folder, checks))
                .hasSize(checks.size() + 1) // a line for each configuration of the folder
                .contains("trl json 35", "trl json 3", "trl-unpaired json 70", "icai csv 33")
                .anyMatch(line -> line.startsWith("prefs {'train_prefs'"))
                .anyMatch(line -> line.startsWith("sft {'train_sft'"));
    }

    /** Enough rows for both sides of a split, and one of every kind. */
    private static List<OutcomeRecord> questions() {
        List<OutcomeRecord> rows = new ArrayList<>(StoredRows.revisions());
        rows.removeIf(row -> row.id().equals("half")); // no reader of JSON takes it; see the golden files
        for (int i = 0; i < 30; i++) {
            rows.add(StoredRows.question(100 + i, "q" + i, "Question " + i + "?"));
        }
        return rows;
    }
}
