package dev.constitution.spark;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as a row of Spark's.
 *
 * @param pair equal for equal pairs or conversations; null for what is neither
 * @param took what the row's answers took, those of failed attempts too
 */
record OutcomeRow(OutcomeRecord outcome, @Nullable Long pair, Spent took) {
    private static final int USD_DIGITS = 30;
    private static final int USD_SCALE = 12;

    static final StructType SCHEMA = new StructType()
            .add("row", DataTypes.LongType, false)
            .add("id", DataTypes.StringType, false)
            .add("kind", DataTypes.StringType, false)
            .add("detail", DataTypes.StringType, false)
            .add("outcome", DataTypes.StringType, false)
            .add("pair", DataTypes.LongType, true)
            .add("calls", DataTypes.LongType, false)
            .add("input_tokens", DataTypes.LongType, false)
            .add("output_tokens", DataTypes.LongType, false)
            .add("cost_usd", DataTypes.createDecimalType(USD_DIGITS, USD_SCALE), true);

    static OutcomeRow of(OutcomeRecord outcome, Map<String, CallUsage> usage, RunCost cost) {
        CostMeter meter = new CostMeter(cost);
        usage.forEach(meter::add);
        return new OutcomeRow(outcome, hash(outcome), meter.spentNow());
    }

    private static @Nullable Long hash(OutcomeRecord outcome) {
        OptionalLong hash = ExportRow.of(outcome).hash();
        return hash.isPresent() ? (Long) hash.getAsLong() : null;
    }

    Row toRow() {
        BigDecimal usd = took.isPriced() ? took.cost().usd().setScale(USD_SCALE, RoundingMode.HALF_UP) : null;
        return RowFactory.create(
                outcome.row(),
                outcome.id(),
                outcome.kind().label(),
                outcome.detail(),
                outcome.json(),
                pair,
                took.amount().requests(),
                took.amount().inputTokens(),
                took.amount().outputTokens(),
                usd);
    }

    /** The record in a row; {@link #toRow} wrote it. */
    static OutcomeRecord record(Row row) {
        return new OutcomeRecord(
                row.getLong(0),
                row.getString(1),
                OutcomeKind.valueOf(row.getString(2).toUpperCase(java.util.Locale.ROOT)),
                row.getString(3),
                row.getString(4));
    }
}
