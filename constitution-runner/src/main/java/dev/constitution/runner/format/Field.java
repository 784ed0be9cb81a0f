package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * A field of a form's records.
 *
 * @param <T> what a record is made of
 * @param type its SQL type
 * @param content what it holds in the record of a source; a missing node leaves it out
 */
record Field<T>(String name, String type, Content<T, JsonNode> content) {
    static final String TEXT = "VARCHAR";

    /** {@code {"role": …, "content": …}}. */
    static final String TURN = "STRUCT(role VARCHAR, content VARCHAR)";

    static final String TURNS = TURN + "[]";

    /** Readers round what has more, in some columns and batches and not in others. */
    private static final int MOST_DECIMALS = 10;

    /** What a field holds, by what its record is made of. */
    @FunctionalInterface
    interface Content<T, V> {
        V of(T source) throws NotCarriedException;
    }

    static <T> Field<T> text(String name, Content<T, String> text) {
        return new Field<>(name, TEXT, source -> TextNode.valueOf(text.of(source)));
    }

    static <T> Field<T> truth(String name, Content<T, Boolean> truth) {
        return new Field<>(name, "BOOLEAN", source -> BooleanNode.valueOf(truth.of(source)));
    }

    static <T> Field<T> texts(String name, Content<T, List<String>> texts) {
        return new Field<>(name, TEXT + "[]", source -> TurnsJson.texts(texts.of(source)));
    }

    static <T> Field<T> turns(String name, Content<T, ArrayNode> turns) {
        return new Field<>(name, TURNS, turns::of);
    }

    /** A field that a record may lack. */
    static <T> Field<T> optional(String name, String type, Content<T, Optional<? extends JsonNode>> content) {
        return new Field<>(name, type, source -> {
            Optional<? extends JsonNode> value = content.of(source);
            return value.isPresent() ? value.get() : MissingNode.getInstance();
        });
    }

    /** A number where there is one; without it the field is left out, since a column of nulls alone has no type. */
    static <T> Field<T> number(String name, Content<T, Optional<BigDecimal>> number) {
        return optional(name, "DOUBLE", source -> number.of(source).map(Field::number));
    }

    /** Always with a point: whole numbers in a column's first rows, or in a file, would make it one of whole numbers. */
    private static DoubleNode number(BigDecimal value) {
        return DoubleNode.valueOf(
                value.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN).doubleValue());
    }
}
