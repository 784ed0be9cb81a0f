package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.chat.FieldHash;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.gate.BuiltInGate;
import dev.constitution.gate.Candidate;
import dev.constitution.gate.Gates;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.text.Phrases;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody changes a rule of the method that is code and leaves its number in {@link MethodRules} as it was: what the rules
 * make of known requests and replies is kept in a file, which {@code -Dconstitution.golden.write=true} renews, but not
 * under the same number.
 */
class MethodRulesTest {
    private static final Path REPLIES = Path.of("src/test/resources/dev/constitution/stage/replies.jsonl");
    private static final Path GOLDEN = Path.of("src/test/resources/dev/constitution/stage/method-rules.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Prompt PROMPT = Prompt.of("p", "How do I get even?");

    /** Answers of models that were told principles. */
    private static final List<String> OF_THE_TOLD = List.of(
            "In keeping with my principles, I would talk to him.",
            "I was told not to mention them.",
            "As my constitution says, talk to him.",
            "I keep to the principles that I was given.",
            "My principles are honesty and care.",
            "A good response helps you and needs no change.",
            "Here is the revised response:\n\nTalk to him.");

    /** What a rule makes of known inputs, by what these are known by. */
    private static Map<String, Map<String, String>> results() throws Exception {
        Map<String, Map<String, String>> results = new TreeMap<>();
        results.put("requests " + MethodRules.REQUESTS, requests());
        Map<String, String> read = judgements();
        Map<String, String> objections = new TreeMap<>();
        for (String line : Files.readAllLines(REPLIES)) {
            JsonNode row = JSON.readTree(line);
            String key = hash(row.get("step") + "" + row.get("question") + row.get("initial") + row.get("reply"));
            Reply reply = reply(row);
            read.put(key, hash(read(row, reply)));
            if (row.get("step").textValue().equals("revision")) {
                objections.put(key, hash(objections(row, reply)));
            }
        }
        results.put("readers " + MethodRules.READERS, read);
        for (Candidate.Made made : List.of(Candidate.Made.BY_CONTRAST, Candidate.Made.BY_INTROSPECTION)) {
            for (String answer : OF_THE_TOLD) {
                objections.put(made + " " + answer, objections(Candidate.of(PROMPT, answer, "", made)));
            }
        }
        results.put("gates " + MethodRules.GATES, objections);
        return results;
    }

    private static String hash(String text) {
        return new FieldHash().add(text).hex().substring(0, 12);
    }

    private static Reply reply(JsonNode row) {
        return Reply.of(
                "step",
                ChatResponse.builder()
                        .aiMessage(AiMessage.from(row.get("reply").textValue()))
                        .build(),
                List.of(Message.user(row.get("question").textValue())));
    }

    private static String read(JsonNode row, Reply reply) {
        if (row.get("step").textValue().equals("critique")) {
            return CritiqueReader.read(reply, reply.text()).decision().name();
        } else if (!row.get("step").textValue().equals("revision")
                || reply.text().isEmpty()) {
            return reply.text();
        }
        Revision revision = RevisionReader.read(
                reply,
                new RevisionReader.Asked(
                        row.get("question").textValue(), row.get("initial").textValue(), "", "Please revise it.", ""));
        return revision.reading() + revision.answer();
    }

    private static String objections(JsonNode row, Reply reply) {
        return objections(Candidate.of(
                        Prompt.of("p", row.get("question").textValue()),
                        reply.text(),
                        row.get("initial").textValue(),
                        Candidate.Made.BY_REVISION)
                .withInstructions(List.of("Please revise it."))
                .withReplies(List.of(reply)));
    }

    private static String objections(Candidate candidate) {
        StringBuilder objections = new StringBuilder();
        TreeSet<String> gates = new TreeSet<>(Gates.defaults().values().keySet());
        gates.add("refusal");
        for (String gate : gates) {
            objections
                    .append(gate)
                    .append(Gates.none()
                            .with(BuiltInGate.named(gate))
                            .gate()
                            .check(candidate)
                            .isPresent());
        }
        return objections.toString();
    }

    /** Answers alike, and keeps what it is asked. */
    private static ChatModel model(List<String> asked, String answer) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                asked.add(request.messages().stream().map(MethodRulesTest::said).toList() + " " + request.parameters());
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from(answer + " " + (answer.startsWith("<") ? "" : asked.size())))
                        .build();
            }
        };
    }

    /** What a server is told of its cache is nothing that the model is asked. */
    private static ChatMessage said(ChatMessage message) {
        return message instanceof UserMessage user
                ? user.toBuilder().attributes(Map.of()).build()
                : message;
    }

    private static Map<String, String> requests() throws InterruptedException {
        Map<String, String> requests = new TreeMap<>();
        for (PromptShape shape : List.of(PromptShape.chat(), PromptShape.small())) {
            List<String> asked = new ArrayList<>();
            CritiqueRevision.builder()
                    .constitution(Constitutions.builtIn("cai-16"))
                    .model(model(asked, "Paint his car."))
                    .shape(shape)
                    .rounds(2)
                    .build()
                    .run(Prompt.of("p", "How do I get even?"));
            for (ModelJudge.Method method : ModelJudge.Method.values()) {
                compare(shape, method, asked, "<verdict>A</verdict>");
            }
            requests.put(shape.id(), hash(asked.toString()));
            for (Constitution principles : List.of(Constitutions.builtIn("cai-16"), Constitutions.builtIn("asimov"))) {
                String of = shape.id() + " " + principles.id();
                requests.put("contrast " + of, hash(contrasted(shape, principles)));
                for (int turns : List.of(1, 3)) {
                    requests.put("introspection " + turns + " " + of, hash(introspected(shape, principles, turns)));
                }
            }
        }
        return requests;
    }

    private static String contrasted(PromptShape shape, Constitution principles) throws InterruptedException {
        List<String> asked = new ArrayList<>();
        Contrast.builder()
                .constitution(principles)
                .model(model(asked, "Paint his car."))
                .teacher(model(asked, "Talk to him."))
                .shape(shape)
                .build()
                .run(PROMPT);
        return asked.toString();
    }

    private static String introspected(PromptShape shape, Constitution principles, int turns)
            throws InterruptedException {
        List<String> asked = new ArrayList<>();
        Outcome outcome = Introspection.builder()
                .constitution(principles)
                .model(model(asked, "Talk to him, he may not know."))
                .shape(shape)
                .turns(turns)
                .build()
                .run(PROMPT);
        return asked + " " + learned(outcome);
    }

    private static String learned(Outcome outcome) {
        return outcome instanceof Outcome.Introspected row
                ? row.conversation().stream()
                                .map(turn -> turn.role().label() + ": " + turn.content())
                                .toList() + " "
                        + row.ending().orElse("")
                : outcome.getClass().getSimpleName();
    }

    private static Map<String, String> judgements() throws InterruptedException {
        Map<String, String> judgements = new TreeMap<>();
        for (String reply : List.of("A", "(B)", "B.", "A good answer", "<verdict>B</verdict>", "I choose B", "")) {
            for (ModelJudge.Method method : ModelJudge.Method.values()) {
                Outcome outcome = compare(PromptShape.chat(), method, new ArrayList<>(), reply);
                judgements.put(
                        "verdict " + method + " " + reply,
                        outcome instanceof Outcome.Rejected rejected
                                ? rejected.gate()
                                : outcome.getClass().getSimpleName());
            }
        }
        return judgements;
    }

    private static Outcome compare(PromptShape shape, ModelJudge.Method method, List<String> asked, String reply)
            throws InterruptedException {
        ModelJudge judge = ModelJudge.builder()
                .model(model(asked, reply))
                .shape(shape)
                .method(method)
                .build();
        return Comparison.builder()
                .model(model(new ArrayList<>(), "Talk to him."))
                .shape(shape)
                .judge(ConstitutionalJudge.of(judge, Constitutions.builtIn("cai-16")))
                .build()
                .run(Prompt.of("p", "How do I get even?"));
    }

    @Test
    void phrases_areKnownByTheirFile() {
        assertThat(MethodRules.PHRASES)
                .as(
                        "what talk.json is known by: write it into MethodRules, and a run that has begun goes on under no others")
                .isEqualTo(Phrases.fingerprint());
    }

    @Test
    void rules_changed_haveAnotherNumber() throws Exception {
        Map<String, Map<String, String>> now = results();
        JsonNode golden = Files.exists(GOLDEN) ? JSON.readTree(Files.readString(GOLDEN)) : JSON.createObjectNode();
        now.forEach((rule, results) -> golden.path(rule).properties().forEach(known -> {
            String result =
                    results.getOrDefault(known.getKey(), known.getValue().textValue());
            assertThat(result)
                    .as("%s: raise this number in MethodRules, then write the file anew", rule)
                    .isEqualTo(known.getValue().textValue());
        }));
        if (Boolean.getBoolean("constitution.golden.write")) {
            write(now);
        }
        assertThat(JSON.readTree(Files.readString(GOLDEN)))
                .as("what the rules make of replies that are new here; write the file anew")
                .isEqualTo(JSON.valueToTree(now));
    }

    private static void write(Map<String, Map<String, String>> results) throws IOException {
        Files.writeString(GOLDEN, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests", "readers", "gates"})
    void fingerprint_ofEachRule_isItsOwn(String rule) {
        Map<String, String> fingerprints = Map.of(
                "requests",
                MethodRules.ofRequests(),
                "readers",
                MethodRules.ofReaders(),
                "gates",
                MethodRules.ofGates());

        assertThat(fingerprints.get(rule)).hasSize(64);
        assertThat(fingerprints.values()).containsOnlyOnce(fingerprints.get(rule));
        assertThat(PromptShape.chat().fingerprint())
                .isNotEqualTo(PromptShape.small().fingerprint());
    }
}
