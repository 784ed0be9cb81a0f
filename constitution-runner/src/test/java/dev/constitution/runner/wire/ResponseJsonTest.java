package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseJsonTest {

    @Test
    void read_whatWasWritten_isTheSameToAStage() {
        List<TokenLogprobs> logprobs = List.of(
                new TokenLogprobs(
                        " A",
                        -0.1234567890123,
                        List.of(new Candidate(" A", -0.1234567890123), new Candidate("\"", -3))),
                new TokenLogprobs(
                        "\n", Double.NEGATIVE_INFINITY, List.of(new Candidate("x", Double.NEGATIVE_INFINITY))));
        ChatResponse response = ChatResponse.builder()
                .aiMessage(AiMessage.from(" A\n"))
                .metadata(new ChatCompletionMetadata.Builder()
                        .modelName("m-1")
                        .finishReason(FinishReason.LENGTH)
                        .tokenUsage(new TokenUsage(3, 2))
                        .logprobs(logprobs)
                        .build())
                .build();

        ChatResponse read = ResponseJson.read(ResponseJson.write(response));

        assertThat(read.aiMessage().text()).isEqualTo(" A\n");
        assertThat(read.modelName()).isEqualTo("m-1");
        assertThat(read.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(read.tokenUsage().inputTokenCount()).isEqualTo(3);
        assertThat(((LogprobMetadata) read.metadata()).logprobs()).isEqualTo(logprobs);
    }

    @Test
    void read_bareAnswer_hasNoLogprobs() {
        ChatResponse read = ResponseJson.read(ResponseJson.write(
                ChatResponse.builder().aiMessage(AiMessage.from("Hi")).build()));

        assertThat(((LogprobMetadata) read.metadata()).logprobs()).isEmpty();
        assertThat(read.finishReason()).isNull();
        assertThat(read.tokenUsage()).isNull();
    }
}
