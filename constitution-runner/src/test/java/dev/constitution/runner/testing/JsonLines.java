package dev.constitution.runner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of one JSON value a line. */
public final class JsonLines {
    private JsonLines() {}

    /** A line of texts, given as their names and themselves in turn. */
    public static String of(String... namesAndTexts) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            line.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return LoneSurrogates.escaped(line.toString()) + "\n";
    }

    public static List<JsonNode> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Json::parse).toList();
    }
}
