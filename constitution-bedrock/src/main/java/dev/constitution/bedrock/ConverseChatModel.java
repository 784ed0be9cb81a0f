package dev.constitution.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ToolsJson;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.internal.ExceptionMapper;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one request in Converse's form, and reads its answer; ends and counts are read by whoever has the answer's body. */
final class ConverseChatModel implements ChatModel {
    /** Where an answer has its parts. */
    static final String PARTS = "/output/message/content";

    /** Which model a router of prompts has chosen; otherwise an answer names none. */
    private static final String INVOKED = "/trace/promptRouter/invokedModelId";

    private final HttpClient client;
    private final String url;

    ConverseChatModel(HttpClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        HttpRequest asked = HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(url)
                .addHeader("Content-Type", "application/json")
                .body(write(request).toString())
                .build();
        return read(ExceptionMapper.DEFAULT.withExceptionMapper(
                () -> client.execute(asked).body()));
    }

    private static ObjectNode write(ChatRequest request) {
        refuse(!ToolsJson.in(request).isEmpty(), "tools");
        ResponseFormat format = request.parameters().responseFormat();
        refuse(format != null && format.type() == ResponseFormatType.JSON, "a format of the answer");
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode system = Json.MAPPER.createArrayNode();
        ArrayNode messages = json.putArray("messages");
        for (ChatMessage message : request.messages()) {
            if (message instanceof SystemMessage turn) {
                system.addObject().put("text", turn.text());
            } else if (message instanceof UserMessage turn && turn.hasSingleText()) {
                turn(messages, "user", turn.singleText());
            } else if (message instanceof AiMessage turn && turn.text() != null && !turn.hasToolExecutionRequests()) {
                turn(messages, "assistant", turn.text());
            } else {
                throw new UnsupportedFeatureException("models by name take text alone, not " + message.type());
            }
        }
        if (!system.isEmpty()) {
            json.set("system", system);
        }
        ObjectNode sampling = sampling(request.parameters());
        if (!sampling.isEmpty()) {
            json.set("inferenceConfig", sampling);
        }
        return json;
    }

    /** What is not sent must not be missed in the answer alone. */
    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw new UnsupportedFeatureException("models of bedrock: are not sent " + what + "; leave it out");
        }
    }

    private static void turn(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).putArray("content").addObject().put("text", text);
    }

    private static ObjectNode sampling(ChatRequestParameters parameters) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        if (parameters.maxOutputTokens() != null) {
            json.put("maxTokens", parameters.maxOutputTokens());
        }
        if (parameters.temperature() != null) {
            json.put("temperature", parameters.temperature());
        }
        if (parameters.topP() != null) {
            json.put("topP", parameters.topP());
        }
        List<String> stops = parameters.stopSequences();
        if (stops != null && !stops.isEmpty()) {
            stops.forEach(json.putArray("stopSequences")::add);
        }
        return json;
    }

    private static ChatResponse read(String body) {
        JsonNode answer = Json.parse(body);
        JsonNode parts = answer.at(PARTS);
        if (!parts.isArray()) {
            throw new IllegalArgumentException("the answer has no message");
        }
        List<String> texts = new ArrayList<>();
        List<String> thoughts = new ArrayList<>();
        for (JsonNode part : parts) {
            add(texts, part.path("text"));
            add(thoughts, part.at("/reasoningContent/reasoningText/text"));
        }
        ChatResponse.Builder response = ChatResponse.builder()
                .aiMessage(AiMessage.builder()
                        .text(String.join("", texts))
                        .thinking(thoughts.isEmpty() ? null : String.join("\n", thoughts))
                        .build());
        @Nullable String model = answer.at(INVOKED).textValue();
        return model == null ? response.build() : response.modelName(model).build();
    }

    private static void add(List<String> texts, JsonNode text) {
        if (text.isTextual()) {
            texts.add(text.textValue());
        }
    }
}
