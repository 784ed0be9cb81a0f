package dev.constitution.runner.score;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.runner.stats.Interval;
import dev.constitution.runner.stats.Proportion;
import java.io.IOException;

/** Writes shares and intervals, rounded to six digits. */
final class ProportionJson {
    private static final double DIGITS = 1e6;

    private ProportionJson() {}

    /** A share with its interval; null where there is nothing to have a share of. */
    static void write(JsonGenerator json, String name, Proportion proportion) throws IOException {
        json.writeFieldName(name);
        if (!proportion.isKnown()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("hits", proportion.hits());
        json.writeNumberField("of", proportion.of());
        write(json, "share", proportion.share());
        write(json, proportion.interval());
        json.writeEndObject();
    }

    /** An interval's ends as two fields. */
    static void write(JsonGenerator json, Interval interval) throws IOException {
        write(json, "low", interval.low());
        write(json, "high", interval.high());
    }

    static void write(JsonGenerator json, String name, double value) throws IOException {
        json.writeNumberField(name, Math.round(value * DIGITS) / DIGITS);
    }
}
