package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.chat.Message;
import dev.constitution.chat.Reply;
import dev.constitution.testing.RealData;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader does to answers that were never a revision: what docs/gates.md says of it. */
class RevisionReaderOnRealAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> cut = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> unwrapped = new ArrayList<>();
    private int answers;

    private void offer(String question, String answer) {
        if (question.isBlank() || answer.isBlank()) {
            return;
        }
        answers++;
        Reply reply = Reply.of(
                "revise/1",
                ChatResponse.builder().aiMessage(AiMessage.from(answer)).build(),
                List.of(Message.user(question)));
        if (!reply.text().equals(answer.strip())) {
            changed.add(answer);
        }
        Revision revision =
                RevisionReader.read(reply, new RevisionReader.Asked(question, "", "", "Please rewrite it.", ""));
        if (!revision.reading().accepted()) {
            dropped.add(revision.reading() + ": " + question + " => " + answer);
        } else if (revision.cut().isEmpty() && !revision.answer().equals(reply.text())) {
            unwrapped.add(question + " => " + answer);
        } else if (!revision.cut().isEmpty()) {
            cut.add(revision.cut() + ": " + question + " => " + answer);
        }
    }

    private void instructions(String... files) throws IOException {
        for (String file : files) {
            for (JsonNode row :
                    JSON.readTree(RealData.file("preferences/" + file + ".json").toFile())) {
                offer(row.get("input").asText(""), row.get("output_1").asText(""));
                offer(row.get("input").asText(""), row.get("output_2").asText(""));
            }
        }
    }

    private void dialogue(String text) {
        int answer = text.lastIndexOf("\n\nAssistant:");
        int question = text.lastIndexOf("\n\nHuman:", answer);
        if (question >= 0) {
            offer(
                    text.substring(question + 8, answer).strip(),
                    text.substring(answer + 12).strip());
        }
    }

    @Test
    void read_answersOfPeopleAndModels_staysWhole() throws IOException {
        instructions(
                "llmbar/natural_A",
                "llmbar/adversarial_gptinst_A",
                "llmbar/adversarial_gptout_A",
                "llmbar/adversarial_manual_A",
                "llmbar/adversarial_neighbor_A",
                "llmbar_processed/faireval",
                "llmbar_processed/llmeval2");
        for (String line : Files.readAllLines(RealData.file("preferences/hh_rlhf_harmless_A.jsonl"))) {
            dialogue(JSON.readTree(line).get("chosen").asText(""));
            dialogue(JSON.readTree(line).get("rejected").asText(""));
        }
        for (JsonNode row : JSON.readTree(
                RealData.file("preferences/pandalm_3annotators_A.json").toFile())) {
            String question =
                    row.get("instruction").asText("") + "\n" + row.get("input").asText("");
            offer(question, row.get("response1").asText(""));
            offer(question, row.get("response2").asText(""));
        }
        for (String line : Files.readAllLines(RealData.file("prompts/xstest_human_refusal_labels_A.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            offer(row.path("prompt").asText(""), row.get("completion").asText(""));
        }

        assertThat(answers).isGreaterThan(3000);
        assertThat(dropped).as("dropped of %s", answers).isEmpty();
        assertThat(cut).as("cut of %s", answers).hasSizeLessThanOrEqualTo(1);
        assertThat(unwrapped.size())
                .as("quotation marks around the whole cut, of %s: %s", answers, unwrapped)
                .isLessThanOrEqualTo(answers / 100);
        assertThat(changed).as("changed before they were read, of %s", answers).isEmpty();
    }
}
