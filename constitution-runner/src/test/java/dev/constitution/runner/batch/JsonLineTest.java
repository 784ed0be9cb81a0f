package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void of_indentedJson_keepsTextsToTheLetter() {
        String json = "{\n  \"a b\" : \"x  \\\" \\\\\",\r\n  \"n\" : [ 1,\t2 ]\n}";

        assertThat(JsonLine.of(json)).isEqualTo("{\"a b\":\"x  \\\" \\\\\",\"n\":[1,2]}");
    }

    @Test
    void of_oneLine_isLeftAsItIs() {
        assertThat(JsonLine.of("{\"a\": 1}")).isEqualTo("{\"a\": 1}");
    }
}
