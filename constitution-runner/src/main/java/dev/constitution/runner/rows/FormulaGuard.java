package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The apostrophe before a cell that a spreadsheet would run as a formula, by which spreadsheets know text. A cell that is
 * written with such an apostrophe of its own is given another, so that exactly one can be taken away again.
 */
public final class FormulaGuard {
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r]");

    private FormulaGuard() {}

    /** Whether a cell needs the apostrophe, or has it. */
    public static boolean isNeeded(String cell) {
        return FORMULA.matcher(cell).lookingAt();
    }

    /** The cell with the apostrophe, where it needs one. */
    public static String with(String cell) {
        return isNeeded(cell) ? "'" + cell : cell;
    }

    private static String without(String cell) {
        return cell.startsWith("'") && isNeeded(cell) ? cell.substring(1) : cell;
    }

    /** Takes the apostrophes away from a row's cells. */
    public static void removeFrom(ObjectNode row) {
        for (Map.Entry<String, JsonNode> cell : row.properties()) {
            row.put(cell.getKey(), without(cell.getValue().textValue()));
        }
    }
}
