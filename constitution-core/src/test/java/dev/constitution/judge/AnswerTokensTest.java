package dev.constitution.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.Message;
import dev.constitution.chat.Reply;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTokensTest {

    /** What is left of the tokens that are given with a low line between each two, when the text is what was answered. */
    private static String left(String tokens, String thoughts, String text) {
        AiMessage message = AiMessage.builder().text(text).thinking(thoughts).build();
        Reply reply = Reply.of(
                "judge/vote-1", ChatResponse.builder().aiMessage(message).build(), List.of(Message.user("A or B?")));
        List<TokenLogprobs> all = Stream.of(tokens.split("_"))
                .map(token -> new TokenLogprobs(token, -0.5, List.of()))
                .toList();
        return String.join(
                "_",
                AnswerTokens.of(all, reply).stream().map(TokenLogprobs::token).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "A, A",
        "' A_</s>', ' A_</s>'",
        "'A_ close_ call</think>_B', B",
        "'<think>_A_ call</think>_ _B_</s>', B_</s>",
        "'<think>_ _</think>_ A', ' A'",
        "'<think>_B_</think>A', ''",
    })
    void of_thoughtsInTheText_keepsTheTokensOfTheAnswer(String tokens, String kept) {
        assertThat(left(tokens, null, tokens.replace("_", ""))).isEqualTo(kept);
    }

    @Test
    void of_thoughtsInAFieldOfTheirOwn_keepsTheTokensOfTheAnswer() {
        assertThat(left("B_ or A?_</think>_A", "B or A?", "A")).isEqualTo("A");
    }
}
