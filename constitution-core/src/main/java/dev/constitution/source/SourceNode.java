package dev.constitution.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value of a parsed file that knows where it stands. Reading something that is not there, or of another type, records a
 * fault and gives a stand-in, so that reading goes on and finds the remaining faults.
 */
public record SourceNode(SourceTree tree, JsonPointer at, JsonNode value) {
    private static final String STAND_IN = "?";

    public boolean has(String key) {
        return value.has(key);
    }

    public SourceNode get(String key) {
        return new SourceNode(tree, at.appendProperty(key), value.path(key));
    }

    /** The value of this key, which must be there. */
    public Optional<SourceNode> required(String key) {
        SourceNode node = get(key);
        if (node.value.isMissingNode()) {
            node.fault(missing(key));
            return Optional.empty();
        }
        return Optional.of(node);
    }

    /** The elements of a list; none where this is no list. */
    public List<SourceNode> items() {
        List<SourceNode> items = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            items.add(new SourceNode(tree, at.appendIndex(i), value.get(i)));
        }
        return items;
    }

    /** The elements of the list under this key, which must be there. */
    public List<SourceNode> items(String key) {
        SourceNode list = get(key);
        if (!list.value.isArray()) {
            list.fault(list.value.isMissingNode() ? missing(key) : "expected a list");
        }
        return list.items();
    }

    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        value.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The text of this key, which must be there and not blank. */
    public String text(String key) {
        return get(key).text();
    }

    /** This value's text, which must be there and not blank. */
    public String text() {
        if (isText()) {
            return value.textValue();
        }
        if (value.isMissingNode()) {
            fault(missing(at.last().getMatchingProperty()));
        } else {
            fault(value.isTextual() ? "this text is blank; fill it in" : "expected text");
        }
        return STAND_IN;
    }

    /** What stands between the two affixes in this value's text. */
    public String textBetween(String prefix, String suffix) {
        String text = text();
        boolean framed =
                text.length() > prefix.length() + suffix.length() && text.startsWith(prefix) && text.endsWith(suffix);
        if (framed) {
            return text.substring(prefix.length(), text.length() - suffix.length());
        }
        if (isText()) {
            fault("expected text that starts with " + quoted(prefix) + " and ends with " + quoted(suffix));
        }
        return STAND_IN;
    }

    public boolean isText() {
        return value.isTextual() && !value.textValue().isBlank();
    }

    /** Records a fault for every key but these, since what it holds would be lost. */
    public void onlyKeys(String... known) {
        for (String key : keys()) {
            if (!List.of(known).contains(key)) {
                get(key).faultAtKey("unknown key \"" + key + "\", whose content would be lost"
                        + Suggestion.clauseAndList(key, List.of(known), "known keys"));
            }
        }
    }

    /** Records a fault of this value or, where it is missing, of the one around it. */
    public void fault(String message) {
        tree.fault(tree.placeOf(at), message);
    }

    /** Records a fault of the key under which this value stands. */
    public void faultAtKey(String message) {
        tree.fault(tree.placeOfKey(at), message);
    }

    /** The line that this value begins in. */
    public int line() {
        return tree.placeOf(at).line();
    }

    /** The column that this value begins in. */
    public int column() {
        return tree.placeOf(at).column();
    }

    private static String missing(String key) {
        return "missing key \"" + key + "\"; add it";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n") + "\"";
    }
}
