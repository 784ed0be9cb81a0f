package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.wire.BatchableModel;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Azure's batches where a dated version is asked for: the version goes with every request. */
@Timeout(60)
class AzureBatchesByDateTest {
    private static final String VERSION = "2024-10-21";

    @AutoClose
    private final BatchStub stub = new BatchStub(new AzureForm(VERSION));

    private final BatchableModel model = new ChatCompletionsModel(
            "my gpt",
            ModelProvider.MICROSOFT_FOUNDRY,
            URI.create(stub.url() + "/openai/deployments/my%20gpt/chat/completions?api-version=" + VERSION),
            ChatCompletionsModel.LengthField.MAX_COMPLETION_TOKENS,
            ModelClients.of(
                    stub.url(),
                    Credential.header("api-key", "sk-test"),
                    new ModelSettings(name -> null, Duration.ofSeconds(6))));

    @Test
    void batch_ofADatedVersion_isSentFoundAgainAndAnswered() {
        stub.requireKey();
        BatchApi api = BatchApi.of(model).orElseThrow();
        BatchableModel.Written written = model.written(
                ChatRequest.builder().messages(UserMessage.from("q")).build());
        byte[] lines = (api.line("r1-a", written.body()) + "\n").getBytes(StandardCharsets.UTF_8);
        StoredBatch batch =
                StoredBatch.beginning("constitution-x-1", "azure:my gpt", 1, RowSet.of(List.of(1L)), Instant.now());

        String file = api.upload(batch, lines);
        assertThat(FailureKind.of(catchThrowable(() -> api.create(batch, "my gpt", file, lines))))
                .as("the file is looked through")
                .isEqualTo(FailureKind.UNAVAILABLE);
        String id = api.create(batch, "my gpt", file, lines);

        assertThat(api.find(batch)).containsExactly(id);
        assertThat(api.state(id).hasEnded()).isFalse();
        BatchState state = api.state(id);
        assertThat(state.hasEnded()).isTrue();
        List<BatchAnswer> answers = new ArrayList<>();
        api.answers(state, answers::add);
        assertThat(answers).singleElement().isInstanceOf(BatchAnswer.Answered.class);
        api.cancel(id);
        assertThat(stub.count("cancel")).isEqualTo(1);
    }
}
