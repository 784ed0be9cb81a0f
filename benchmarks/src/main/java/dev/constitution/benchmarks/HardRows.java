package dev.constitution.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes runs of rows that readers of training data find hard, with answers that are scripted: one folder for each {@code run}
 * named in a file of rows. A row with a probability was compared, one without was revised.
 */
public final class HardRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Constitution PRINCIPLES =
            Constitution.of("2024-05-01", List.of(Principle.of("null", "Be kind.")));

    /** What a long run begins with, so that readers have made up their minds before the hard rows come. */
    private static final int EASY_ROWS = 6000;

    private final Map<String, JsonNode> rows = new TreeMap<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Path folder;
    private boolean compared;

    private HardRows(Path folder) {
        this.folder = folder;
    }

    /** The file of rows, and the folder to make the runs in. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, List<ObjectNode>> runs = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            ObjectNode row = (ObjectNode) JSON.readTree(line);
            runs.computeIfAbsent(row.remove("run").textValue(), run -> new ArrayList<>())
                    .add(row);
        }
        List<ObjectNode> late = new ArrayList<>();
        for (int i = 0; i < EASY_ROWS; i++) {
            late.add(JSON.createObjectNode()
                    .put("id", "easy" + i)
                    .put("prompt", "What of number " + i + "?")
                    .put("chosen", "It is a number, " + "and so is another one ".repeat(80) + i)
                    .put("rejected", "No.")
                    .put("p", 1.0));
        }
        Objects.requireNonNull(runs.get("texts")).forEach(row -> late.add(row.deepCopy()));
        runs.put("late", late);
        for (Map.Entry<String, List<ObjectNode>> run : runs.entrySet()) {
            new HardRows(Path.of(arguments[1]).resolve(run.getKey())).make(run.getValue());
        }
    }

    private void make(List<ObjectNode> given) throws IOException, InterruptedException {
        StringBuilder prompts = new StringBuilder();
        for (ObjectNode row : given) {
            rows.put(row.get("id").textValue(), row);
            prompts.append(row.deepCopy().retain(List.of("id", "prompt", "messages", "images")))
                    .append('\n');
        }
        compared = given.get(0).has("p");
        Path input = folder.resolveSibling(folder.getFileName() + "-prompts.jsonl");
        Files.createDirectories(folder);
        Files.writeString(input, prompts);
        TreeMap<String, String> models =
                new TreeMap<>(Map.of("generator", "openai:007", compared ? "judge" : "critic", "openai:42"));
        Run.builder()
                .prompts(PromptSource.of(input))
                .stage(scripted(compared ? comparison() : revision()))
                .directory(folder)
                .constitution(PRINCIPLES)
                .settings(new RunSettings(new TreeMap<>()))
                .limits(CallLimits.ofConcurrency(1).withAttempts(1))
                .provenance(new Provenance(PRINCIPLES.id(), PRINCIPLES.fingerprint(), models, Long.MAX_VALUE))
                .build()
                .execute();
    }

    /** One row at a time: its answers are those that the model is about to be asked for. */
    private Stage scripted(Stage stage) {
        return (prompt, caller) -> {
            JsonNode row = Objects.requireNonNull(rows.get(prompt.id()));
            answers.clear();
            answers.add(row.get("rejected").textValue());
            if (!compared) {
                answers.add("It is unkind. It should be revised.");
            }
            answers.add(row.get("chosen").textValue());
            return stage.run(prompt, caller);
        };
    }

    private Stage comparison() {
        ConstitutionalJudge judge = ConstitutionalJudge.of(
                (pair, principle, calls) -> {
                    JsonNode row = Objects.requireNonNull(rows.get(pair.prompt().id()));
                    double p = row.get("p").doubleValue();
                    boolean first = pair.a().equals(row.get("chosen").textValue());
                    return Verdict.Preference.of(first ? p : 1 - p, Verdict.Basis.LOGPROBS);
                },
                PRINCIPLES);
        return Comparison.builder().model(model()).judge(judge).seed(7).build();
    }

    private Stage revision() {
        return CritiqueRevision.builder()
                .constitution(PRINCIPLES)
                .model(model())
                .rounds(1)
                .seed(7)
                .build();
    }

    private ChatModel model() {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from(answers.remove()))
                        .finishReason(FinishReason.STOP)
                        .build();
            }
        };
    }
}
