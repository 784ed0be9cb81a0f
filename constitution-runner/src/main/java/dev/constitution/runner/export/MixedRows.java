package dev.constitution.runner.export;

import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.rows.ColumnKinds;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a run's rows cannot stand beside those of a folder: no reader would take them together. */
final class MixedRows {
    /** Stands for the licence that the folder has. */
    static final String OWN_LICENSE = "unknown";

    private final DatasetFolder folder;
    private final Map<String, ExportFormat> forms;

    /** @param forms the forms of the rows, by the names of their configurations */
    MixedRows(DatasetFolder folder, Map<String, ExportFormat> forms) {
        this.folder = folder;
        this.forms = forms;
    }

    /**
     * What stands against them, all of it.
     *
     * @param license that of the rows
     */
    List<String> faults(String license) throws IOException {
        List<String> faults = new ArrayList<>();
        CardHead card = CardHead.of(folder.card().file());
        if (!license.equals(OWN_LICENSE) && !license.equals(card.license())) {
            faults.add(folder.card().file() + ": says license " + card.license() + ", and the rows are to have "
                    + license + "; leave --license out, or name another folder");
        }
        if (folder.isOfConversations() == forms.containsKey("prefs")) {
            faults.add(folder.folder() + ": holds " + (folder.isOfConversations() ? "conversations" : "pairs")
                    + ", and the run has the other; name another folder");
        }
        for (Map.Entry<String, ExportFormat> form : forms.entrySet()) {
            Map<String, String> told = new LinkedHashMap<>();
            form.getValue().columns().forEach((column, type) -> told.put(column, HfFrontMatter.feature(type)));
            Map<String, String> there = card.columns(form.getKey());
            if (!there.isEmpty() && !there.equals(told)) {
                faults.add(folder.card().file() + ": the columns of " + form.getKey()
                        + " are others than those of the rows: " + differences(there, told) + "; name another folder");
            }
        }
        for (Path file : folder.data()) {
            if (SplitFiles.isParquet(file) != folder.isParquet()) {
                faults.add(file + ": is not in the form of the other files; name another folder");
            }
        }
        if (folder.isParquet()) {
            faults.addAll(ofParquet());
        }
        return faults;
    }

    private static String differences(Map<String, String> there, Map<String, String> here) {
        List<String> said = ColumnKinds.differences(there, here);
        return said.isEmpty() ? "they stand in another order" : String.join(", ", said);
    }

    /** The types that are in the files, and those that the new ones would have. */
    private List<String> ofParquet() throws IOException {
        List<String> faults = new ArrayList<>();
        Path empty = Files.createTempFile("constitution-columns", ".jsonl");
        Path parquet = Files.createTempFile("constitution-columns", ".parquet");
        try {
            for (Map.Entry<String, ExportFormat> form : forms.entrySet()) {
                ParquetFiles.installed().fromJsonLines(empty, form.getValue().columns(), parquet);
                Map<String, String> wanted = ParquetFiles.installed().columns(parquet);
                for (Path file : folder.data()) {
                    if (SplitFiles.split(file).endsWith("_" + form.getKey())) {
                        Map<String, String> there = ParquetFiles.installed().columns(file);
                        if (!there.equals(wanted)) {
                            faults.add(file + ": has other columns than the rows, which no reader takes together: "
                                    + differences(there, wanted) + "; name another folder, or one of JSON Lines");
                        }
                    }
                }
            }
        } finally {
            Files.delete(empty);
            Files.delete(parquet);
        }
        return faults;
    }
}
