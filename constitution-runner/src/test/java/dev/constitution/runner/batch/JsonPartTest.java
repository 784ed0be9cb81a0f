package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonPartTest {
    @Test
    void of_anObjectWithin_isItsTextToTheLetter() {
        String body = "{ \"a\" : [1.50, {\"body\": \"é\\ud83d}\"}],\"n\":1e2 }";
        String line = "{\"custom_id\":\"x\",\"error\":{\"body\":{}},\"response\": {\"status_code\":200, \"body\": "
                + body + " }}";

        assertThat(JsonPart.of(line, "response", "body")).isEqualTo(body);
    }

    @Test
    void of_whatIsNotThereOrBreaksOff_isEmpty() {
        assertThat(JsonPart.of("{\"response\":null}", "response", "body")).isEmpty();
        assertThat(JsonPart.of("{\"response\":{\"body\":{\"a\":", "response", "body"))
                .isEmpty();
        assertThat(JsonPart.of("[]", "response")).isEmpty();
        assertThat(JsonPart.of("nonsense", "response")).isEmpty();
    }
}
