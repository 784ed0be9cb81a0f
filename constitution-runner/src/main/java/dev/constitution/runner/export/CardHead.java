package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceText;
import dev.constitution.source.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a card that is there, which people may have edited since it was written: it is read as Hugging Face reads it, and
 * of its text only what follows from the data files is ever replaced.
 */
final class CardHead {
    private static final Pattern CARD = Pattern.compile("(?s)---\\R(.*?\\R)---\\R(.*)");

    /** Of a key's value; comments and empty lines are, where more of it follows, and stay where the next key does. */
    private static final String FURTHER_LINES = "(?:(?:[ \\t]*(?:#.*)?\\R)*(?:[ \\t]+[^\\s#]|-).*\\R)*";

    private final JsonNode root;
    private final String text;
    private final String body;

    private CardHead(JsonNode root, String text, String body) {
        this.root = root;
        this.text = text;
        this.body = body;
    }

    /**
     * Reads a card.
     *
     * @throws UsageException if it has no head
     * @throws dev.constitution.source.FaultyFileException if its head is no YAML
     */
    static CardHead of(Path card) {
        Matcher parts = CARD.matcher(text(card));
        if (!parts.matches()) {
            throw new UsageException(
                    card + ": does not begin with a head between two lines of three dashes; put it back");
        }
        SourceTree tree = SourceParser.parse(parts.group(1), card.toString());
        tree.throwFaults();
        return new CardHead(tree.root().value(), parts.group(1), parts.group(2));
    }

    /** A card's text with lines that end as those of an export do, whatever an editor ends them with. */
    static String text(Path card) {
        return SourceText.read(card).replace("\r\n", "\n");
    }

    /** All that follows the head. */
    String body() {
        return body;
    }

    String license() {
        return root.path("license").asText();
    }

    List<String> languages() {
        List<String> tags = new ArrayList<>();
        JsonNode languages = root.path("language");
        if (languages.isTextual()) {
            tags.add(languages.asText());
        }
        languages.forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    /** The data files of each split, as they are named there. */
    Map<String, List<String>> files() {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (JsonNode config : root.path("configs")) {
            for (JsonNode split : config.path("data_files")) {
                List<String> paths = files.computeIfAbsent(split.path("split").asText(), any -> new ArrayList<>());
                JsonNode path = split.path("path");
                (path.isArray() ? path : List.of(path)).forEach(one -> paths.add(one.asText()));
            }
        }
        return files;
    }

    /** The types of a configuration's columns, as they are told there; none where they are not. */
    Map<String, String> columns(String config) {
        Map<String, String> columns = new LinkedHashMap<>();
        JsonNode infos = root.path("dataset_info");
        for (JsonNode info : infos.isArray() ? infos : List.of(infos)) {
            if (info.path("config_name").asText().equals(config)) {
                for (JsonNode column : info.path("features")) {
                    String type = column.has("list")
                            ? "list: " + column.get("list").asText()
                            : "dtype: " + column.path("dtype").asText();
                    columns.put(column.path("name").asText(), type);
                }
            }
        }
        return columns;
    }

    /** The card with other parts of its head, by their keys, and another body. */
    String with(Map<String, String> parts, String newBody) {
        String head = text;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            Matcher old = Pattern.compile("(?m)^" + part.getKey() + ":.*\\R" + FURTHER_LINES)
                    .matcher(head);
            head = old.find()
                    ? head.substring(0, old.start()) + part.getValue() + head.substring(old.end())
                    : head + part.getValue();
        }
        return "---\n" + head + "---\n" + newBody;
    }
}
