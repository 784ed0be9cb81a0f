package dev.constitution.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
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
            if (!tree.isRefused(place)) {
                tree.fault(place, ofJson(e));
            }
        }
    }

    /** The parser's own words speak to who wrote the program. */
    private static String ofJson(JsonProcessingException e) {
        String words = e.getOriginalMessage();
        if (words.startsWith("Expected a field name")) {
            return "a key must be plain text";
        } else if (e instanceof JsonEOFException) {
            return "not valid JSON: it ends inside a text, a list or an object; it may be cut off";
        } else if (words.startsWith("Unrecognized token")) {
            return "not valid JSON: a word stands here without quotes; put it in quotes";
        } else if (words.startsWith("Unexpected close marker")) {
            return "not valid JSON: this bracket does not close the one that was opened last; correct one of them";
        } else if (words.startsWith("Illegal unquoted character")) {
            return "not valid JSON: a line end or control character stands in a text; write it as an escape such as \\n";
        }
        return "not valid JSON here; look for a comma, quote or bracket that is missing or too many";
    }

    private static void record(MarkedYAMLException e, SourceTree tree) {
        Mark start = e.getContextMark();
        if (start != null && String.valueOf(e.getContext()).contains("quoted scalar")) {
            tree.fault(
                    placeOf(start),
                    String.valueOf(e.getProblem()).contains("escape")
                            ? "the quoted text that begins here holds a \\ that means nothing in YAML; double it, or use"
                                    + " single quotes"
                            : "the quoted text that begins here is not closed; close or double the quote");
            return;
        }
        Mark mark = e.getProblemMark() == null ? start : e.getProblemMark();
        tree.fault(
                mark == null ? Place.START : placeOf(mark), "not valid YAML" + ofYaml(String.valueOf(e.getProblem())));
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

    private static String ofYaml(String problem) {
        if (problem.contains("TAB")) {
            return ": a tab stands where the line begins; indent with spaces";
        }
        if (problem.contains("mapping values are not allowed")) {
            return ": a key cannot begin here; put text that holds \": \" in quotes, or check the indentation";
        }
        if (problem.contains("could not find expected ':'")) {
            return ": the colon of a key is missing; add it, or check the indentation";
        }
        if (problem.contains("cannot start any token")) {
            return ": no text without quotes begins with this character; put the text in quotes";
        }
        if (problem.contains("expected <block end>")) {
            return ": this does not fit the lines above; check the indentation and the quotes";
        }
        return " here; check the indentation and the quotes";
    }
}
