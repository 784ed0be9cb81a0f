package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.chat.Message;
import dev.constitution.chat.Reply;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Replies in the style of large models, in two dozen languages, with what is to be read from them: how many are read so is in
 * docs/gates.md, by kind.
 */
class RepliesTest {
    private static final String NONE = "(none)";

    private static List<JsonNode> replies() throws IOException {
        List<JsonNode> replies = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (InputStream in = Objects.requireNonNull(RepliesTest.class.getResourceAsStream("replies.jsonl"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                replies.add(json.readTree(line));
            }
        }
        return replies;
    }

    /** What a step makes of a reply: the text of the answer or the decision; {@code (none)} where the row gets no new answer. */
    private static String read(JsonNode row) {
        String question = row.get("question").textValue();
        Reply reply = Reply.of(
                "step",
                ChatResponse.builder()
                        .aiMessage(AiMessage.from(row.get("reply").textValue()))
                        .build(),
                List.of(Message.user(question)));
        if (row.get("step").textValue().equals("critique")) {
            return CritiqueReader.read(reply, reply.text()).decision().name();
        }
        if (reply.text().isEmpty()) {
            return NONE;
        }
        if (row.get("step").textValue().equals("answer")) {
            return reply.text();
        }
        Revision revision = RevisionReader.read(
                reply, new RevisionReader.Asked(question, row.get("initial").textValue(), "", "Please revise it.", ""));
        return revision.reading().accepted() ? revision.answer() : NONE;
    }

    private static String right(JsonNode row) {
        JsonNode right = row.get("right");
        if (right.has("decision")) {
            return right.get("decision").textValue().toUpperCase(Locale.ROOT);
        }
        String text = right.path("text").asText(NONE);
        return text.equals(row.get("initial").asText("")) ? NONE : text;
    }

    @Test
    void read_repliesOfAllKinds_asDocumented() throws IOException {
        Map<String, int[]> kinds = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : replies()) {
            int[] counts = kinds.computeIfAbsent(row.get("kind").textValue(), kind -> new int[2]);
            String read = read(row);
            counts[1]++;
            if (read.equals(right(row))) {
                counts[0]++;
            } else {
                wrong.add(row.get("id").textValue() + " " + row.get("kind").textValue() + ": " + read);
            }
        }
        Map<String, String> measured = new TreeMap<>();
        kinds.forEach((kind, counts) -> measured.put(kind, counts[0] + " of " + counts[1]));
        Map<String, String> documented = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d+ of \\d+) \\|")
                .matcher(Files.readString(Path.of("../docs/gates.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }

        assertThat(measured).as("read wrongly: %s", wrong).isEqualTo(documented);
    }
}
