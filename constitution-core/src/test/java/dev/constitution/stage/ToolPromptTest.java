package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.Tool;
import dev.constitution.shape.PromptShape;
import dev.constitution.testing.AnsweringModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts with tools in the stages. */
class ToolPromptTest {
    private static final Tool TOOL = Tool.of(
            "{\"type\":\"function\",\"function\":{\"name\":\"door\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}");
    private static final ToolExecutionRequest CALL =
            ToolExecutionRequest.builder().id("1").name("door").arguments("{}").build();
    private static final List<Message> TURNS = List.of(
            Message.user("Is it closed?"),
            Message.of(AiMessage.from(CALL)),
            Message.of(ToolExecutionResultMessage.from(CALL, "open")),
            Message.user("Be brief."));

    private static Outcome answered(AnsweringModel model, List<Tool> tools) throws InterruptedException {
        return Generation.plain(model, PromptShape.chat(), Sampling.MODEL_DEFAULTS, 0)
                .run(new Prompt("p", TURNS, tools, Map.of()));
    }

    @Test
    void run_toolsDefined_sendsTurnsAndDefinitionsAsTheyAre() throws InterruptedException {
        AnsweringModel model = new AnsweringModel(request -> AnsweringModel.response(AiMessage.from("It is open.")));

        assertThat(answered(model, List.of(TOOL)).answer()).contains("It is open.");
        assertThat(model.requests().get(0).messages()).contains(AiMessage.from(CALL));
        assertThat(model.requests().get(0).toolSpecifications()).containsExactly(TOOL.specification());
    }

    @Test
    void run_noDefinitions_tellsInWordsThatAlternate() throws InterruptedException {
        AnsweringModel model = new AnsweringModel(request -> AnsweringModel.response(AiMessage.from("It is open.")));

        answered(model, List.of());

        assertThat(Message.inWords(TURNS))
                .containsExactly(
                        Message.user("Is it closed?"),
                        Message.assistant("[calls door with {}]"),
                        Message.user("[door returned]\nopen\n\nBe brief."));
        assertThat(model.requests().get(0).messages()).hasSize(3);
        assertThat(model.requests().get(0).toolSpecifications()).isEmpty();
    }

    @Test
    void inWords_imageBehindAResult_staysATurnOfItsOwn() {
        Message image =
                Message.of(UserMessage.from(TextContent.from("And this?"), ImageContent.from("aGk=", "image/png")));
        List<Message> turns = List.of(TURNS.get(0), TURNS.get(1), TURNS.get(2), image);

        assertThat(Message.inWords(turns)).hasSize(4).endsWith(image);
    }

    @Test
    void run_modelCallsATool_isRejectedWithTheCall() throws InterruptedException {
        AnsweringModel model = new AnsweringModel(request -> AnsweringModel.response(AiMessage.from(CALL)));

        Outcome outcome = answered(model, List.of(TOOL));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.gate()).isEqualTo("tool_call");
            assertThat(rejected.reason()).contains("[calls door with {}]");
        });
        assertThat(answered(model, List.of())).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void of_definitionThatIsNone_saysWhatItLacks() {
        assertThatThrownBy(() -> Tool.of("{\"type\":\"function\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a tool has no name");
        assertThat(Tool.definitionOf(TOOL.specification())).isEqualTo(TOOL.definition());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "additionalProperties":{"type":"string"}           | {"type":"object"}
                    "additionalProperties":false                       | {"type":"object","additionalProperties":false}
                    "properties":null,"required":null                  | {"type":"object"}
                    "properties":{"a":true}                            | {"type":"object","properties":{"a":{}}}
                    "properties":{"a":false}                           | {"type":"object","properties":{"a":{"not":{}}}}
                    "properties":{"items":{"items":true}}              | {"type":"object","properties":{"items":{"items":{}}}}
                    "properties":{"a":{"type":"array","items":true}}   | {"type":"object","properties":{"a":{"type":"array","items":{}}}}
                    "properties":{"a":{"type":"array","items":[true]}} | {"type":"object","properties":{"a":{"type":"array"}}}
                    "properties":{"a":{"anyOf":[true,{"const":true}]}} | {"type":"object","properties":{"a":{"anyOf":[{},{"const":true}]}}}
                    "properties":{"a":{"properties":{"b":true}}}       | {"type":"object","properties":{"a":{"properties":{"b":{}}}}}
                    "properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":true} | {"type":"object","properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{}}}
                    """)
    void specification_anyLegalSchema_saysWhatItCanAndKeepsTheDefinition(String schema, String said) throws Exception {
        Tool tool = Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{" + schema + "}}}");

        ObjectMapper json = new ObjectMapper();
        JsonNode specified = json.readTree(tool.specification().toJson()).path("parameters");

        assertThat(specified).isEqualTo(json.readTree(said));
        assertThat(Tool.definitionOf(tool.specification())).isEqualTo(tool.definition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"required\":true", "\"properties\":{\"a\":5}", "\"properties\":{\"a\":{\"anyOf\":[]}}"})
    void specification_schemaThatIsNone_namesTheToolAndTheRemedy(String schema) {
        Tool tool = Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{" + schema + "}}}");

        assertThatThrownBy(tool::specification)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the tool \"f\" has parameters that are no JSON Schema: .+; correct them");
    }
}
