package dev.constitution.runner.cost;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.constitution.runner.base.Json;

/** JSON of records with costs: decimal numbers stand in it without an exponent. */
public final class CostJson {
    private static final ObjectWriter WRITER = Json.MAPPER.writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private CostJson() {}

    public static String line(Object value) {
        return Json.line(WRITER, value);
    }
}
