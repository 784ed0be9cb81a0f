package dev.constitution.examples.service;

import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service, started on a free port. */
final class TestService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    /** As it is, on the embedded model. */
    TestService() {
        this.context = new SpringApplication(AnswerService.class).run("--server.port=0");
    }

    /** With a model in the place of the embedded one. */
    TestService(ChatModel model) {
        SpringApplication application = new SpringApplication(AnswerService.class);
        application.setAllowBeanDefinitionOverriding(true);
        application.addInitializers(
                starting -> ((GenericApplicationContext) starting).registerBean("model", ChatModel.class, () -> model));
        this.context = application.run(
                "--server.port=0",
                "--constitution.shape=chat",
                "--logging.level.dev.constitution.examples.service=off"); // models here fail on purpose
    }

    String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/";
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address() + path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        context.close();
    }
}
