package dev.constitution.runner.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.chat.Tool;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ToolsJsonTest {
    @Test
    void write_numbersOfManyDigits_areSentAsTheyStand() throws IOException {
        String definition = "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                + "{\"properties\":{\"x\":{\"maximum\":12345678901234567890.12345678901230,\"multipleOf\":0.10}}}}}";
        StringWriter written = new StringWriter();
        try (JsonGenerator json = Json.MAPPER.createGenerator(written)) {
            json.writeStartObject();
            ToolsJson.write(
                    json,
                    ChatRequestParameters.builder()
                            .toolSpecifications(Tool.of(definition).specification())
                            .build());
            json.writeEndObject();
        }

        assertThat(written).hasToString("{\"tools\":[" + definition + "]}");
    }
}
