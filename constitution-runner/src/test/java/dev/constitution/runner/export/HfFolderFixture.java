package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of data set folders have in common: runs of made-up rows, a folder, and a look into it. */
abstract class HfFolderFixture {
    static final String SHARE = "--test-share=0.3";

    @TempDir
    Path folder;

    Path hub;

    @BeforeEach
    void write() throws IOException {
        hub = folder.resolve("hub");
        Exports.write(run("first", 0, 30), "hf", hub, SHARE, "--license=apache-2.0")
                .succeeded();
    }

    /** A run of pairs to questions of their own. */
    Path run(String name, int from, int to) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(StoredRows.question(rows.size(), "p" + i, "Question " + i + "?"));
        }
        return StoredRows.write(folder.resolve(name), rows);
    }

    CommandLineHarness.Result add(Path run, String... more) {
        List<String> options = new ArrayList<>(List.of("--append"));
        options.addAll(List.of(more));
        if (options.stream().noneMatch(option -> option.startsWith("--test-share"))) {
            options.add(SHARE);
        }
        return Exports.write(run, "hf", hub, options.toArray(String[]::new));
    }

    CommandLineHarness.Result verify() {
        return CommandLineHarness.run("verify", hub.toString());
    }

    List<JsonNode> rows(String split) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (Path file : FileParts.of(hub.resolve("data").resolve(split + ".jsonl"))) {
            Files.readAllLines(file).forEach(line -> rows.add(Json.parse(line)));
        }
        return rows;
    }

    Set<String> questions(String split) throws IOException {
        Set<String> questions = new TreeSet<>();
        rows(split).forEach(row -> questions.add(row.at("/prompt/0/content").asText()));
        return questions;
    }

    String card() throws IOException {
        return Files.readString(hub.resolve("README.md"));
    }

    /** A run that was asked otherwise. */
    Path other() throws IOException {
        return StoredRows.write(
                folder.resolve("other"),
                List.of(StoredRows.question(0, "q", "Something else?")),
                Map.of("generator", "local:", "critic", "openai:other"));
    }

    /** Talks of several turns that begin with these. */
    Path talks(String name, String more) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            OutcomeRecord talk = StoredRows.introspections().get(1);
            String json = talk.json().replace("Hello.", "Hello " + i + ".").replace("what now?", "what now" + more);
            rows.add(new OutcomeRecord(i, name + i, talk.kind(), talk.detail(), json));
        }
        return StoredRows.write(folder.resolve(name), rows, Map.of("speaker", "local:"));
    }

    Set<String> openings(String split) throws IOException {
        Set<String> openings = new TreeSet<>();
        rows(split).forEach(row -> openings.add(row.at("/messages/1/content").asText()));
        return openings;
    }

    /** Puts a row behind the others, and what the manifest says of the file right. */
    void append(String file, String row) throws IOException {
        Path data = hub.resolve(file);
        String hash = Sha256.hex(data);
        Files.writeString(data, row + "\n", StandardOpenOption.APPEND);
        Path manifest = hub.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(hash, Sha256.hex(data)));
    }
}
