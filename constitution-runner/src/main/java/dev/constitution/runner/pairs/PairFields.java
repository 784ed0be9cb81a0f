package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.JsonRow;
import dev.constitution.runner.rows.PromptFields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of a row that holds a labelled pair; what is not as it should be is a fault of the row. */
final class PairFields {
    /** Short enough that no cell makes a number of a million digits. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?");

    private PairFields() {}

    static JsonNode required(JsonNode row, String name) throws BadRowException {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new BadRowException("there is no \"" + name + "\" among " + JsonRow.names(row));
        }
        return value;
    }

    static String text(JsonNode row, String name) throws BadRowException {
        JsonNode value = required(row, name);
        if (!value.isTextual()) {
            throw new BadRowException("\"" + name + "\" must be a text, this is " + JsonMessages.kind(value)
                    + "; correct or remove the row");
        }
        return value.textValue();
    }

    /** The prompt of the fields that the user named, else of the form's own. */
    static List<Message> prompt(JsonNode row, PromptFields prompts, String own) throws BadRowException {
        return prompts.isNamed() ? prompts.of(row).turns() : JsonMessages.of(own, required(row, own));
    }

    /** A whole number between both, or in a cell of a table its digits. */
    static int number(JsonNode row, String name, int lowest, int highest) throws BadRowException {
        JsonNode value = required(row, name);
        Optional<BigDecimal> number = number(value).filter(found -> isBetween(found, lowest, highest));
        if (number.isEmpty() || number.get().stripTrailingZeros().scale() > 0) {
            throw new BadRowException(
                    "\"" + name + "\" must be a whole number from " + lowest + " to " + highest + ", this is " + value);
        }
        return number.get().intValue();
    }

    /** A number between both, or in a cell of a table its digits. */
    static BigDecimal decimal(JsonNode row, String name, int lowest, int highest) throws BadRowException {
        JsonNode value = required(row, name);
        return number(value)
                .filter(found -> isBetween(found, lowest, highest))
                .orElseThrow(() -> new BadRowException(
                        "\"" + name + "\" must be a number from " + lowest + " to " + highest + ", this is " + value));
    }

    private static boolean isBetween(BigDecimal number, int lowest, int highest) {
        return number.compareTo(BigDecimal.valueOf(lowest)) >= 0 && number.compareTo(BigDecimal.valueOf(highest)) <= 0;
    }

    /** A value that is a number, or the text of one, as in the cells of a table. */
    static Optional<BigDecimal> number(JsonNode value) {
        if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
            return Optional.of(new BigDecimal(value.textValue()));
        }
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    /** The row's id as the store keeps it; null where there is none, or one that is no name. */
    static @Nullable String id(JsonNode row, String name) {
        JsonNode id = row.path(name);
        boolean isName = (id.isTextual() && !id.textValue().isBlank()) || id.isIntegralNumber();
        return isName ? LoneSurrogates.escaped(id.asText()) : null;
    }
}
