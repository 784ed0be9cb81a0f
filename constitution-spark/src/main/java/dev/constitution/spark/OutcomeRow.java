package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as a row of Parquet.
 *
 * @param pair equal for equal pairs or conversations; null for what is neither
 * @param calls answers, those of failed attempts too; tokens and cost are theirs
 * @param usd null where a price is unknown
 */
record OutcomeRow(
        OutcomeRecord outcome,
        @Nullable Long pair,
        long calls,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal usd) {
    private static final int USD_SCALE = 12;

    static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message outcomes {
              required int64 row;
              required binary id (STRING);
              required binary kind (STRING);
              required binary detail (STRING);
              required binary outcome (STRING);
              optional int64 pair;
              required int64 calls;
              required int64 input_tokens;
              required int64 output_tokens;
              optional fixed_len_byte_array(13) cost_usd (DECIMAL(30, 12));
            }""");

    /** What is read of a row to compare pairs. */
    static final MessageType PAIRS = MessageTypeParser.parseMessageType("""
            message pairs {
              required int64 row;
              optional int64 pair;
            }""");

    /** Columns of which hardly two values are equal. */
    static final List<String> TEXTS = List.of("outcome");

    static OutcomeRow of(OutcomeRecord outcome, Map<String, CallUsage> usage, RunCost cost) {
        CostMeter meter = new CostMeter(cost);
        usage.forEach(meter::add);
        Spent took = meter.spentNow();
        return new OutcomeRow(
                outcome,
                hash(outcome),
                took.amount().requests(),
                took.amount().inputTokens(),
                took.amount().outputTokens(),
                took.isPriced() ? took.cost().usd().setScale(USD_SCALE, RoundingMode.HALF_UP) : null);
    }

    private static @Nullable Long hash(OutcomeRecord outcome) {
        OptionalLong hash = ExportRow.of(outcome).hash();
        return hash.isPresent() ? (Long) hash.getAsLong() : null;
    }

    ObjectNode toTree() {
        return Json.MAPPER
                .createObjectNode()
                .put("row", outcome.row())
                .put("id", outcome.id())
                .put("kind", outcome.kind().label())
                .put("detail", outcome.detail())
                .put("outcome", outcome.json())
                .put("pair", pair)
                .put("calls", calls)
                .put("input_tokens", inputTokens)
                .put("output_tokens", outputTokens)
                .put("cost_usd", usd);
    }

    /** The row that {@link #toTree} has become. */
    static OutcomeRow of(Group row) {
        OutcomeRecord outcome = new OutcomeRecord(
                row.getLong("row", 0),
                row.getString("id", 0),
                OutcomeKind.valueOf(row.getString("kind", 0).toUpperCase(Locale.ROOT)),
                row.getString("detail", 0),
                row.getString("outcome", 0));
        boolean isPriced = row.getFieldRepetitionCount("cost_usd") > 0;
        return new OutcomeRow(
                outcome,
                pair(row),
                row.getLong("calls", 0),
                row.getLong("input_tokens", 0),
                row.getLong("output_tokens", 0),
                isPriced
                        ? new BigDecimal(
                                new BigInteger(row.getBinary("cost_usd", 0).getBytes()), USD_SCALE)
                        : null);
    }

    /** What is equal for equal pairs or conversations. */
    static @Nullable Long pair(Group row) {
        return row.getFieldRepetitionCount("pair") > 0 ? row.getLong("pair", 0) : null;
    }
}
