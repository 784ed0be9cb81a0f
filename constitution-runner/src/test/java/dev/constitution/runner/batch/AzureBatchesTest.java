package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Runs by Azure's batches, against a stub that keeps their rules. */
class AzureBatchesTest extends RefusingBatchContract {
    @Override
    BatchStub.Form form() {
        return new AzureForm("");
    }

    /** As the module of Azure makes it. */
    @Override
    ChatModel model(ModelSettings settings) {
        return new ChatCompletionsModel(
                "my-gpt",
                ModelProvider.MICROSOFT_FOUNDRY,
                URI.create(stub.url() + "/openai/v1/chat/completions"),
                ChatCompletionsModel.LengthField.MAX_COMPLETION_TOKENS,
                ModelClients.of(stub.url(), Credential.header("api-key", "sk-test"), settings));
    }

    /** A deployment of another type. */
    @Test
    void execute_deploymentWithoutBatches_stopsWithItsWords() throws Exception {
        stub.refusing(batch -> "invalid_request");

        RunResult result = batch();

        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.stopped().orElseThrow().byCalls()).isTrue();
        assertThat(result.stopped().orElseThrow().message()).contains("invalid_request");
    }
}
