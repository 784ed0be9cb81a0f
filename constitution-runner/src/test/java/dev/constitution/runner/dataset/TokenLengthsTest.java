package dev.constitution.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenLengthsTest {
    private static final Prompt QUESTION =
            Prompt.of(List.of(Message.system("Be brief."), Message.user("Why is that so?")));

    private final TokenLengths.Sum sum = new TokenLengths.Sum(new Words());

    /** A vocabulary of words. */
    private static final class Words implements TokenCounter {
        @Override
        public long count(String text) {
            return text.isBlank() ? 0 : text.strip().split(" ").length;
        }

        @Override
        public String method() {
            return "counted by words";
        }
    }

    private static String words(int tokens) {
        return "abc ".repeat(tokens);
    }

    @Test
    void result_pairs_countsThoseThatPassEachLimit() {
        sum.add(QUESTION, words(1000), words(10));
        sum.add(QUESTION, words(10), words(1100));
        sum.add(QUESTION, words(3000), words(2));

        assertThat(sum.result().limits())
                .containsExactly(new TokenLengths.Limit(1024, 2, 0), new TokenLengths.Limit(2048, 1, 0));
        assertThat(sum.result().longest()).isEqualTo(2 + 4 + 12 + 3000);
    }

    @Test
    void result_promptWithATool_countsItsDefinition() {
        Tool tool = Tool.of("{ \"type\": \"function\", \"function\": { \"name\": \"f\" } }");
        sum.add(new Prompt("p", QUESTION.messages(), List.of(tool), Map.of()), words(10), words(20));

        assertThat(sum.result().longest()).isEqualTo(2 + 4 + 12 + 9 + 20);
    }

    @Test
    void result_answersThatDifferBeyondTheLimit_areCounted() {
        sum.add(QUESTION, words(1500) + "yes", words(1500) + "no");
        sum.add(QUESTION, "yes" + words(1500), "no" + words(1500));
        sum.add(Prompt.of(words(2100)), "yes", "no");

        assertThat(sum.result().limits())
                .containsExactly(new TokenLengths.Limit(1024, 3, 2), new TokenLengths.Limit(2048, 1, 1));
        assertThat(sum.result().warnings())
                .containsExactly(
                        "pairs longer than 1,024 tokens (counted by words): 3, of which 2 differ only beyond; a trainer with that"
                                + " limit cuts or drops them",
                        "pairs longer than 2,048 tokens (counted by words): 1, of which 1 differ only beyond; a trainer with that"
                                + " limit cuts or drops them");
    }

    @Test
    void result_estimate_isSaidToBeOne() {
        TokenLengths.Sum estimated = new TokenLengths.Sum(TokenCounter.estimate());

        estimated.add(QUESTION, words(3000), "No.");

        assertThat(estimated.result().counted()).isEqualTo("estimated by kinds of characters");
        assertThat(estimated.result().warnings())
                .first()
                .asString()
                .contains("1,024 tokens (estimated by kinds of characters): 1");
    }

    @Test
    void result_blankAnswers_areCounted() {
        sum.add(QUESTION, " \n", "No.");

        assertThat(sum.result().warnings()).containsExactly("answers that hold nothing but white space: 1");
    }
}
