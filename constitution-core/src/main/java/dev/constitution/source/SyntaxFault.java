package dev.constitution.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.constitution.source.SourceTree.Place;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Turns a YAML or JSON parser's exception into a fault with its place and, for the common slips, a remedy. */
final class SyntaxFault {
    private SyntaxFault() {}

    static void record(JsonProcessingException e, String text, SourceTree tree) {
        if (e.getCause() instanceof MarkedYAMLException yaml) {
            record(yaml, tree);
        } else if (e.getCause() instanceof ReaderException reader) {
            String character = String.format("U+%04X", reader.getCodePoint());
            tree.fault(
                    placeOf(reader.getPosition(), text),
                    "character " + character + " is not allowed in YAML; remove it or write it as an escape in quotes");
        } else {
            JsonLocation at = e.getLocation();
            Place place = at == null ? Place.START : new Place(at.getLineNr(), at.getColumnNr());
            boolean badKey = e.getOriginalMessage().startsWith("Expected a field name");
            // Jackson names the source that it hides; the place is ours to say.
            String problem = e.getOriginalMessage().replaceAll("(?s) \\((for|start marker) .*", "");
            if (!tree.isRefused(place)) {
                tree.fault(place, badKey ? "a key must be plain text" : "not valid JSON: " + problem);
            }
        }
    }

    private static void record(MarkedYAMLException e, SourceTree tree) {
        Mark start = e.getContextMark();
        if (start != null && String.valueOf(e.getContext()).contains("quoted scalar")) {
            tree.fault(
                    placeOf(start), "the quoted text that begins here is not closed or not valid: " + e.getProblem());
            return;
        }
        Mark mark = e.getProblemMark() == null ? start : e.getProblemMark();
        tree.fault(
                mark == null ? Place.START : placeOf(mark),
                "not valid YAML: " + e.getProblem() + remedyFor(String.valueOf(e.getProblem())));
    }

    private static Place placeOf(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The place of an offset, counted in code points. */
    private static Place placeOf(int offset, String text) {
        String before = text.substring(0, text.offsetByCodePoints(0, offset));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(line, 1 + before.codePointCount(lineStart, before.length()));
    }

    private static String remedyFor(String problem) {
        if (problem.contains("TAB")) {
            return "; indent with spaces";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "; put text that holds \": \" in quotes, or check the indentation";
        }
        if (problem.contains("expected <block end>")) {
            return "; check the indentation and the quotes";
        }
        return "";
    }
}
