package dev.constitution.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The library as it is, in the class loaders and with the library versions that Quarkus gives an application. */
@QuarkusTest
class AnswerResourceTest {
    @TestHTTPResource("/answer")
    URI address;

    @Test
    void answer_question_isAnsweredUnderTheConstitution() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString("What is the capital of France?"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = new ObjectMapper().readTree(response.body());
        assertThat(answer.path("text").asText()).contains("Paris");
        assertThat(answer.path("critiques"))
                .singleElement()
                .satisfies(critique -> assertThat(critique.asText()).isNotBlank());
    }

    @Test
    void builtIns_inTheApplicationsClassLoader_areAllThere() {
        assertThat(Constitutions.class.getClassLoader().getClass().getName()).startsWith("io.quarkus.");
        assertThat(Constitutions.builtIns())
                .extracting(Constitution::id)
                .contains("cai-16", "helpful-honest-harmless", "asimov", "one-general");
    }
}
