package dev.constitution.runner.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** LLaMA-Factory's {@code dataset_info.json}, which names the data sets of its folder; entries of others are kept. */
final class LlamaFactoryIndex {
    private static final String NAME = "dataset_info.json";
    private static final List<String> BESIDE = List.of("tools", ExportFormat.IMAGES);

    private LlamaFactoryIndex() {}

    /** Names data files of one folder, each by its file's name without endings. */
    static void add(List<Path> files) throws IOException {
        ObjectNode entries = with(files);
        for (Path file : files) {
            ObjectNode columns = (ObjectNode) entries.get(GivenFiles.name(file)).get("columns");
            heldBeside(file).forEach(column -> columns.put(column, column));
        }
        WholeFile.write(index(files), entries.toPrettyString() + "\n");
    }

    /** The index with its entries and these; an entry that is another file's is an error. */
    static ObjectNode with(List<Path> files) throws IOException {
        Path index = index(files);
        ObjectNode entries = read(index);
        for (Path file : files) {
            String fileName = String.valueOf(file.getFileName());
            String name = GivenFiles.name(file);
            JsonNode present = entries.get(name);
            if (present != null && !fileName.equals(present.path("file_name").textValue())) {
                throw new UsageException(
                        index + ": \"" + name + "\" names another file there; export to a file of" + " another name");
            }
            ObjectNode entry = entries.putObject(name)
                    .put("file_name", fileName)
                    .put("ranking", true)
                    .put("formatting", "sharegpt");
            entry.putObject("columns")
                    .put("messages", "conversations")
                    .put("chosen", "chosen")
                    .put("rejected", "rejected");
        }
        return entries;
    }

    /**
     * The fields that a row has beside those of all; within a text their quotes would be escaped. A column that no row has would
     * be an error.
     */
    private static Set<String> heldBeside(Path file) throws IOException {
        Set<String> held = new LinkedHashSet<>();
        if (FileKind.of(file) == FileKind.JSONL) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.forEach(line -> BESIDE.stream()
                        .filter(column -> line.contains("\"" + column + "\":"))
                        .forEach(held::add));
            }
        }
        return held;
    }

    /** The columns of a file of conversations that its reader is to know of. */
    static ObjectNode columns(Path file) {
        ObjectNode columns = Json.MAPPER.createObjectNode().put("messages", "conversations");
        try {
            heldBeside(file).forEach(column -> columns.put(column, column));
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path index(List<Path> files) {
        return files.get(0).resolveSibling(NAME);
    }

    private static ObjectNode read(Path index) throws IOException {
        if (Files.notExists(index)) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            if (Json.MAPPER.readTree(Files.readString(index)) instanceof ObjectNode entries) {
                return entries;
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(index + ": is not JSON; correct or move it", e);
        }
        throw new UsageException(index + ": must be one JSON object; correct it");
    }
}
