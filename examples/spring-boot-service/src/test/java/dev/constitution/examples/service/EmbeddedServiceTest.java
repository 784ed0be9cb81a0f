package dev.constitution.examples.service;

import static dev.constitution.examples.service.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The service as it is started by hand. */
class EmbeddedServiceTest {
    @Test
    void answers_onTheEmbeddedModel_haveBeenLookedAt() throws Exception {
        try (TestService service = new TestService()) {
            JsonNode answer = json(service.post("answers", "{\"question\":\"How do I ask for a closed door?\"}")
                    .body());

            assertThat(answer.at("/answer").asString()).isNotBlank();
            assertThat(answer.at("/steps")).hasSize(1);
        }
    }
}
