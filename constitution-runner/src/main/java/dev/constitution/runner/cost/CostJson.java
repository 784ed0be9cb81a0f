package dev.constitution.runner.cost;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** How costs stand in JSON. */
public final class CostJson {
    private CostJson() {}

    /** A decimal number without an exponent, or null where it is unknown. */
    public static void write(String field, Optional<BigDecimal> number, JsonGenerator json) throws IOException {
        json.writeFieldName(field);
        if (number.isPresent()) {
            json.writeNumber(number.get().toPlainString());
        } else {
            json.writeNull();
        }
    }
}
