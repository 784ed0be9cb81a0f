package dev.constitution.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.model.CacheMarks;
import dev.constitution.runner.model.ToolIds;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.regex.Pattern;

/**
 * Bedrock's Converse.
 *
 * @param modelName the id of a model or of a profile, or an ARN
 * @param url where the model is asked
 */
record ConverseDialect(String modelName, String url) implements LangChainWireModel.Dialect {
    /** Those of others refuse marks, or keep what is alike without them. */
    private static final Pattern TAKE_MARKS = Pattern.compile("anthropic\\.claude|amazon\\.nova");

    @Override
    public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
        return new ConverseChatModel(client.build(), url);
    }

    @Override
    public ChatRequest taken(ChatRequest request) {
        return ToolIds.OF_WORDS.in(request);
    }

    @Override
    public ChatRequest marked(ChatRequest request) {
        return TAKE_MARKS.matcher(modelName).find() ? CacheMarks.on(request, modelName) : request;
    }

    @Override
    public JsonNode parts(JsonNode answer) {
        return answer.at(ConverseAnswer.PARTS);
    }
}
