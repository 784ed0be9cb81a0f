package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.source.FaultyFileException;
import dev.constitution.testing.RealData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Imports published files, writes them as YAML, reads that back, and rebuilds each original from it: nothing is lost.
 *
 * <p>The files are not part of the repository. They are looked for in the folder that the system property {@code
 * constitution.data} names, otherwise in {@code shared/data} beside the repository; without them the tests are skipped.
 */
class ImportedFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void paperInstructions_rebuilt_equalTheOriginal() throws IOException {
        Path file = published("cai_paper_critique_revision_16.json");
        Constitution constitution = throughYaml(Constitutions.importFrom("paper", file));

        ObjectNode rebuilt = JSON.createObjectNode();
        for (Principle p : constitution.principles()) {
            ObjectNode entry = rebuilt.putObject(p.title());
            entry.putArray("prompt").add("\n\nCritiqueRequest: " + p.critiqueRequest() + "\n\nCritique:");
            entry.put("edit_request", "\n\nRevisionRequest: " + p.revisionRequest() + "\n\nRevision:");
        }

        assertThat(constitution.principles()).hasSize(16);
        assertThat(rebuilt).isEqualTo(original(file));
    }

    @Test
    void langChainPrinciplesAndExemplars_rebuilt_equalTheOriginals() throws IOException {
        Path principles = published("langchain_principles.json");
        Path fewShot = published("langchain_fewshot_critique_revision.json");
        Constitution constitution = throughYaml(Constitutions.importFrom("langchain", principles, fewShot));

        ArrayNode rebuilt = JSON.createArrayNode();
        for (Principle p : constitution.principles()) {
            rebuilt.addObject()
                    .put("name", p.title())
                    .put("critique_request", p.critiqueRequest())
                    .put("revision_request", p.revisionRequest());
        }
        ArrayNode rebuiltFewShot = JSON.createArrayNode();
        for (Exemplar e : constitution.exemplars()) {
            rebuiltFewShot
                    .addObject()
                    .put("input_prompt", e.prompt().get(0).content())
                    .put("output_from_model", e.response())
                    .put("critique_request", e.critiqueRequest())
                    .put("critique", e.critique())
                    .put("revision_request", e.revisionRequest())
                    .put("revision", e.revision());
        }

        assertThat(rebuilt).isEqualTo(original(principles)).hasSize(54);
        assertThat(rebuiltFewShot).isEqualTo(original(fewShot)).hasSize(4);
        assertThat(constitution.exemplars())
                .extracting(Exemplar::decision)
                .containsExactly(Decision.REVISE, Decision.REVISE, Decision.REVISE, Decision.KEEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llm_swarm_anthropic.json", "llm_swarm_grok.json"})
    void llmSwarm_rebuilt_equalsTheOriginal(String name) throws IOException {
        Path file = published(name);
        Constitution constitution = throughYaml(Constitutions.importFrom("swarm", file));

        ObjectNode rebuilt = JSON.createObjectNode();
        ArrayNode constitutions = rebuilt.putArray("constitutions");
        for (Principle p : constitution.principles()) {
            constitutions.addObject().put("critic", p.critiqueRequest()).put("revision", p.revisionRequest());
        }
        ArrayNode chats = rebuilt.putArray("system_chat");
        for (Exemplar e : constitution.exemplars()) {
            ArrayNode chat = chats.addArray();
            Stream.concat(
                            e.prompt().stream(),
                            Stream.of(
                                    Message.assistant(e.response()),
                                    Message.user(e.critiqueRequest()),
                                    Message.assistant(e.critique()),
                                    Message.user(e.revisionRequest()),
                                    Message.assistant(e.revision())))
                    .forEach(m -> chat.addObject().put("role", m.role().label()).put("content", m.content()));
        }

        assertThat(rebuilt).isEqualTo(original(file));
    }

    /** Files of principles in forms that are not imported are refused in words, not misread. */
    @Test
    void importFrom_otherPublishedForm_isRefused() {
        Path file = published("icai_default_principles.json");

        assertThat(catchThrowable(() -> Constitutions.importFrom("icai", file)))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("unknown form; known forms:");
    }

    private static Constitution throughYaml(Constitution imported) {
        Constitution reloaded = Constitutions.parse(Constitutions.toYaml(imported), "reloaded.yaml");
        assertThat(reloaded).isEqualTo(imported);
        return reloaded;
    }

    private static JsonNode original(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    private static Path published(String name) {
        return RealData.file("principles/" + name);
    }
}
