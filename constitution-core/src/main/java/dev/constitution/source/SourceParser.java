package dev.constitution.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.constitution.source.SourceTree.Place;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Parses YAML or JSON into a {@link SourceTree}, refusing a second document, a key given twice, deep nesting and, with
 * {@link YamlReferences}, tags, anchors and aliases.
 */
public final class SourceParser {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 32;

    private final JsonParser tokens;
    private final SourceTree tree;

    private SourceParser(JsonParser tokens, SourceTree tree) {
        this.tokens = tokens;
        this.tree = tree;
    }

    /** The tree of a text: JSON where the file's name ends in {@code .json}, otherwise YAML. */
    public static SourceTree parse(String text, String file) {
        SourceTree tree = new SourceTree(file);
        String content = SourceText.withoutByteOrderMark(text);
        boolean json = file.toLowerCase(Locale.ROOT).endsWith(".json");
        if (!json) {
            YamlReferences.refuse(content, tree);
        }
        try (JsonParser tokens = (json ? new JsonFactory() : yaml()).createParser(content)) {
            new SourceParser(tokens, tree).document();
        } catch (JsonProcessingException e) {
            SyntaxFault.record(e, content, tree);
            tree.throwFaults();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return tree;
    }

    private static JsonFactory yaml() {
        return YAMLFactory.builder()
                .loaderOptions(loaderOptions())
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build();
    }

    /** A file's size is looked at before it is parsed. */
    static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    private void document() throws IOException {
        if (tokens.nextToken() == null) {
            tree.refuse(Place.START, "the file is empty; fill it in");
            return;
        }
        tree.setRoot(value(JsonPointer.empty(), 0));
        if (tokens.nextToken() != null) {
            tree.fault(place(), "a second document begins here; put it in a file of its own");
        }
    }

    private JsonNode value(JsonPointer at, int depth) throws IOException {
        tree.placeValue(at, place());
        if (depth > MAX_DEPTH) {
            tree.refuse(place(), "nested deeper than " + MAX_DEPTH + " levels; flatten it");
            tree.throwFaults();
        }
        JsonToken token = tokens.currentToken();
        return switch (token) {
            case START_OBJECT -> object(at, depth);
            case START_ARRAY -> array(at, depth);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(tokens.getText());
            case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(token == JsonToken.VALUE_TRUE);
            case VALUE_STRING -> TextNode.valueOf(tokens.getText());
            default -> NullNode.getInstance();
        };
    }

    private ObjectNode object(JsonPointer at, int depth) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String key = tokens.currentName();
            JsonPointer child = at.appendProperty(key);
            Place place = place();
            if (object.has(key)) {
                int first = tree.placeOfKey(child).line();
                tree.fault(place, "key \"" + key + "\" is given twice, first in line " + first + "; remove one");
                tokens.nextToken();
                tokens.skipChildren();
                continue;
            }
            tree.placeKey(child, place);
            tokens.nextToken();
            object.set(key, value(child, depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonPointer at, int depth) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(at.appendIndex(array.size()), depth + 1));
        }
        return array;
    }

    /** A number as it is written, so that version 1.10 does not become 1.1; text where it is none that Java can hold. */
    private static JsonNode number(String text) {
        try {
            boolean usable = text.length() <= MAX_NUMBER_LENGTH && Double.isFinite(Double.parseDouble(text));
            return usable ? DecimalNode.valueOf(new BigDecimal(text)) : TextNode.valueOf(text);
        } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
        }
    }

    private Place place() {
        JsonLocation location = tokens.currentTokenLocation();
        return new Place(location.getLineNr(), location.getColumnNr());
    }
}
