package dev.constitution.runner.base;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value of a YAML file that knows where it stands.
 *
 * @param place {@code file:line:column}
 * @param text a scalar's text; empty for a mapping, a list and null
 * @param fields a mapping's values by key; empty for anything else
 */
public record YamlNode(String place, Optional<String> text, Map<String, YamlNode> fields) {

    /**
     * Reads a file's text. Faults of the syntax, and keys that stand twice, go to {@code faults}, each with its place;
     * what could be read before them is returned.
     */
    public static YamlNode read(String file, String text, Consumer<String> faults) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            JsonToken first = parser.nextToken();
            YamlNode root = first == null
                    ? new YamlNode(file + ":1:1", Optional.empty(), Map.of())
                    : value(file, parser, faults);
            if (parser.nextToken() != null) {
                faults.accept(place(file, parser) + ": a second document begins; keep one");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? file : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
            faults.accept(place + ": not YAML: "
                    + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable"));
            return new YamlNode(place, Optional.empty(), Map.of());
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
    }

    private static YamlNode value(String file, YAMLParser parser, Consumer<String> faults) throws IOException {
        String place = place(file, parser);
        refuseReferences(place, parser, faults);
        JsonToken token = parser.currentToken();
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String at = place(file, parser);
                parser.nextToken();
                if (fields.put(key, value(file, parser, faults)) != null) {
                    faults.accept(at + ": \"" + key + "\" stands twice; remove one");
                }
            }
        } else if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
        }
        Optional<String> text = token.isScalarValue() && token != JsonToken.VALUE_NULL
                ? Optional.of(parser.getText())
                : Optional.empty();
        return new YamlNode(place, text, fields);
    }

    /** Tags, anchors and aliases: nothing here needs them, and they have been used to attack YAML readers. */
    private static void refuseReferences(String place, YAMLParser parser, Consumer<String> faults) throws IOException {
        if (parser.isCurrentAlias()) {
            faults.accept(place + ": YAML aliases are not supported; write out what \"*" + parser.getText() + "\" is");
        } else if (parser.getObjectId() != null) {
            faults.accept(place + ": YAML anchors are not supported; remove \"&" + parser.getObjectId() + "\"");
        } else if (parser.getTypeId() != null) {
            faults.accept(place + ": YAML tags are not supported; remove \"" + parser.getTypeId() + "\"");
        }
    }

    private static String place(String file, JsonParser parser) {
        JsonLocation at = parser.currentTokenLocation();
        return file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    }
}
