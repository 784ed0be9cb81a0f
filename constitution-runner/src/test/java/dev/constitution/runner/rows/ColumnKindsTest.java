package dev.constitution.runner.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnKindsTest {
    private static final String TURNS = "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]";

    @Test
    void differences_columnsOfParquet_areNamedWithTheirKinds() {
        assertThat(ColumnKinds.differences(
                        Map.of(
                                "id", "VARCHAR",
                                "prompt", TURNS,
                                "score", "DOUBLE",
                                "tags", "VARCHAR[]",
                                "from", "STRUCT(models STRUCT(generator VARCHAR, \"a, b\" BIGINT), seed BIGINT)"),
                        Map.of(
                                "id", "VARCHAR",
                                "prompt", TURNS,
                                "score", "VARCHAR",
                                "tags", "VARCHAR",
                                "when", "DATE",
                                "from", "STRUCT(models STRUCT(generator VARCHAR, judge VARCHAR), seed BOOLEAN)")))
                .containsExactly(
                        "\"from.models.a, b\" is in the folder alone",
                        "\"from.models.judge\" is in the rows alone",
                        "\"from.seed\" is a number in the folder and true or false in the rows",
                        "\"score\" is a number in the folder and a text in the rows",
                        "\"tags\" is a list, each a text in the folder and a text in the rows",
                        "\"when\" is in the rows alone");
    }

    @Test
    void differences_columnsOfACard_areNamedWithTheirKinds() {
        assertThat(ColumnKinds.differences(
                        Map.of("prompt", "list: json", "score", "dtype: float64"),
                        Map.of("prompt", "list: string", "score", "dtype: float64")))
                .containsExactly(
                        "\"prompt\" is a list, each an object in the folder and a list, each a text in the rows");
        assertThat(ColumnKinds.differences(Map.of("prompt", TURNS), Map.of("prompt", TURNS)))
                .isEmpty();
    }
}
