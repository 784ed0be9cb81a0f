package dev.constitution.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.constitution.source.FaultyFileException.Fault;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A parsed file: its nodes, where each of them and each key stands in the text, and the faults found so far.
 *
 * <p>The parser, the schema and the checks beyond it all add their faults here, so that the user sees all of them at once.
 */
public final class SourceTree {

    /**
     * A position in the text.
     *
     * @param line from 1
     * @param column from 1
     */
    record Place(int line, int column) {
        static final Place START = new Place(1, 1);
    }

    private final String file;
    private final Map<JsonPointer, Place> values = new HashMap<>();
    private final Map<JsonPointer, Place> keys = new HashMap<>();
    private final Set<Place> refused = new HashSet<>();
    private final Set<Fault> faults = new LinkedHashSet<>();
    private JsonNode root = MissingNode.getInstance();

    SourceTree(String file) {
        this.file = file;
    }

    public SourceNode root() {
        return new SourceNode(this, JsonPointer.empty(), root);
    }

    void setRoot(JsonNode node) {
        root = node;
    }

    void placeValue(JsonPointer at, Place place) {
        values.put(at, place);
    }

    void placeKey(JsonPointer at, Place place) {
        keys.put(at, place);
    }

    /** Where the value at this pointer stands or, if it is not there, where the value around it does. */
    Place placeOf(JsonPointer at) {
        for (JsonPointer p = at; p != null; p = p.head()) {
            Place place = values.get(p);
            if (place != null) {
                return place;
            }
        }
        return Place.START;
    }

    /** Where the key of the value at this pointer stands. */
    Place placeOfKey(JsonPointer at) {
        Place place = keys.get(at);
        return place == null ? placeOf(at) : place;
    }

    void fault(Place place, String message) {
        faults.add(new Fault(file, place.line(), place.column(), message));
    }

    /** Records a fault that makes any further check of the value at this place moot. */
    void refuse(Place place, String message) {
        refused.add(place);
        fault(place, message);
    }

    boolean isRefused(Place place) {
        return refused.contains(place);
    }

    /** All faults in the file's order. */
    private List<Fault> faults() {
        return faults.stream()
                .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
                .toList();
    }

    public void throwFaults() {
        if (!faults.isEmpty()) {
            throw new FaultyFileException(faults());
        }
    }
}
