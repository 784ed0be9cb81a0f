package dev.constitution.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.model.ToolIds;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;

/**
 * Bedrock's Converse.
 *
 * @param url where the model is asked
 */
record ConverseDialect(String url) implements LangChainWireModel.Dialect {
    @Override
    public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
        return new ConverseChatModel(client.build(), url);
    }

    @Override
    public ChatRequest taken(ChatRequest request) {
        return ToolIds.OF_WORDS.in(request);
    }

    @Override
    public JsonNode parts(JsonNode answer) {
        return answer.at(ConverseAnswer.PARTS);
    }
}
