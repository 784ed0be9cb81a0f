package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import dev.constitution.runner.cost.SpentJson;
import dev.constitution.runner.dataset.ServerNotes;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a data set was made from, and by what: enough to tell whether two are the same, and to make it again. */
final class DatasetManifest {
    /** IPTC's term for what a model made, which content credentials (C2PA) use too. */
    static final String DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private final StoreView store;
    private final DatasetStatistics statistics;
    private final Path folder;
    private final List<WrittenFile> files;
    private final int number;

    /**
     * @param files the data files that are there
     * @param number of the export in this folder, from 1
     */
    DatasetManifest(StoreView store, DatasetStatistics statistics, Path folder, List<WrittenFile> files, int number) {
        this.store = store;
        this.statistics = statistics;
        this.folder = folder;
        this.files = files;
        this.number = number;
    }

    /** @param card where the card lies, which may have to be put in place yet */
    String text(Path card) throws IOException {
        RunManifest run = RunManifest.of(store);
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("version", 1).put("digital_source_type", DIGITAL_SOURCE_TYPE);
        if (number > 1) {
            String before = DatasetFolder.numbered(DatasetFolder.MANIFEST, number - 1);
            json.putObject("follows").put("file", before).put("sha256", Sha256.hex(folder.resolve(before)));
        }
        json.putObject("input")
                .put("file", String.valueOf(Path.of(run.source().location()).getFileName()))
                .put("rows", run.rows())
                .put("sha256", run.settings().values().get("input"));
        ObjectNode outputs = json.putObject("outputs");
        outputs.put(DatasetFolder.CARD, Sha256.hex(card));
        String report = DatasetFolder.numbered(ExportGates.REPORT, number);
        if (!run.provenance().isOfConversations()) {
            outputs.put(report, Sha256.hex(folder.resolve(report)));
        }
        for (WrittenFile file : files) {
            for (Path part : file.parts()) {
                outputs.put(SplitFiles.DATA + "/" + part.getFileName(), Sha256.hex(part));
            }
        }
        json.setAll(origin());
        return json.toPrettyString() + "\n";
    }

    /** What made the rows. */
    ObjectNode origin() {
        RunManifest run = RunManifest.of(store);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.putObject("constitution")
                .put("id", run.provenance().constitution())
                .put("fingerprint", run.provenance().fingerprint());
        ObjectNode models = json.putObject("models");
        models.set("requested", Json.MAPPER.valueToTree(run.provenance().models()));
        models.set("returned", Json.MAPPER.valueToTree(statistics.returnedModels()));
        json.set("took", Json.MAPPER.valueToTree(SpentJson.of(RunPrices.spent(store, run))));
        RunPrices.asOf(store).ifPresent(date -> json.put("prices_as_of", date.toString()));
        models.set("notes", Json.MAPPER.valueToTree(ServerNotes.in(store)));
        json.put("seed", run.provenance().seed());
        json.set("settings", Json.MAPPER.valueToTree(run.settings().values()));
        json.set("fingerprints", Json.MAPPER.valueToTree(run.settings().fingerprints()));
        json.putObject("versions")
                .put("constitution", ProgramVersion.current())
                .put("begun_with", run.program().orElse("unknown"))
                .put("store", store.meta(StoreFile.VERSION_META).orElse(StoreFile.VERSION));
        return json;
    }
}
