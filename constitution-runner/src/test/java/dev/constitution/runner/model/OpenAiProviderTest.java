package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.Completion;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiProviderTest extends ModelProviderContract {
    OpenAiProviderTest() {
        super(ProviderFixture.ofCompletions("openai:gpt-4o-mini", Optional.of(Key.bearer("OPENAI_API_KEY")), """
                {"model":"gpt-4o-mini","messages":[
                 {"role":"system","content":"be brief {{x}}"},
                 {"role":"user","content":"first \\"q\\" $1"},
                 {"role":"assistant","content":"an answer"},
                 {"role":"user","content":"second"}],
                "temperature":0.5,"top_p":0.9,"max_completion_tokens":17,"stop":["END"],"seed":42}
                """, """
                {"model":"gpt-4o-mini","messages":[{"role":"user","content":"q"}]}
                """));
    }

    @Test
    void chat_topLogprobs_areAskedForAndRead() {
        server.answerWith(Completion.of("A").logprobs("""
                {"content":[{"token":"A","logprob":-0.25,"bytes":[65],"top_logprobs":[\
                {"token":"A","logprob":-0.25,"bytes":[65]},{"token":"B","logprob":-1.5,"bytes":[66]}]}]}""").sent());

        ChatResponse response = model().chat(ChatRequest.builder()
                .messages(UserMessage.from("A or B?"))
                .parameters(SamplingParameters.builder().topLogprobs(2).build())
                .build());

        assertThat(server.received().get(0).body().at("/logprobs").asBoolean()).isTrue();
        assertThat(server.received().get(0).body().at("/top_logprobs").asInt()).isEqualTo(2);
        assertThat(response.modelName()).isEqualTo("model-returned");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(((LogprobMetadata) response.metadata()).logprobs())
                .containsExactly(new LogprobMetadata.TokenLogprobs(
                        "A",
                        -0.25,
                        List.of(new LogprobMetadata.Candidate("A", -0.25), new LogprobMetadata.Candidate("B", -1.5))));
    }

    @Test
    void chat_refusal_isContentFiltered() {
        server.answerWith(Completion.of("").refusal("no").sent());

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }
}
