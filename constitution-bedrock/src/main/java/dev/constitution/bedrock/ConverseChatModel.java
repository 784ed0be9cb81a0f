package dev.constitution.bedrock;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.internal.ExceptionMapper;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** A model that is asked in Converse's form. */
final class ConverseChatModel implements ChatModel {
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
                .body(ConverseRequest.write(request).toString())
                .build();
        return ConverseAnswer.read(ExceptionMapper.DEFAULT.withExceptionMapper(
                () -> client.execute(asked).body()));
    }
}
