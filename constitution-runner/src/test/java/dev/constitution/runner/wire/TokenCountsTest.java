package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every provider's way of saying what an answer took. */
class TokenCountsTest {
    private static final ChatRequest REQUEST =
            ChatRequest.builder().messages(UserMessage.from("a".repeat(400))).build();

    private static CallUsage usage(String body) {
        return CallUsage.of(REQUEST, new RawAnswer(RawAnswer.Form.HTTP, body, 1));
    }

    private static void require(Amount amount, long input, long cached, long written, long output) {
        assertThat(new long[] {
                    amount.inputTokens(), amount.cachedTokens(), amount.cacheWriteTokens(), amount.outputTokens()
                })
                .containsExactly(input, cached, written, output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Cached tokens are among the prompt's.
                "{'prompt_tokens':90,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':64}} | 90 | 64 | 0 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'prompt_token_details':{'cached_tokens':64}} | 90 | 64 | 0 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'num_cached_tokens':64} | 90 | 64 | 0 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'cached_tokens':64} | 90 | 64 | 0 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'prompt_cache_hit_tokens':64,'prompt_cache_miss_tokens':26}"
                        + " | 90 | 64 | 0 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':40,"
                        + "'cache_write_tokens':30}} | 90 | 40 | 30 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'total_tokens':97,'cache_read_input_tokens':40,"
                        + "'cache_creation_input_tokens':30} | 90 | 40 | 30 | 7",
                // Anthropic's stand beside them, under its own names and behind a gateway.
                "{'input_tokens':20,'cache_read_input_tokens':40,'cache_creation_input_tokens':30,'output_tokens':7}"
                        + " | 90 | 40 | 30 | 7",
                "{'prompt_tokens':20,'completion_tokens':7,'cache_read_input_tokens':40,"
                        + "'cache_creation_input_tokens':30} | 90 | 40 | 30 | 7",
                "{'prompt_tokens':80,'completion_tokens':7,'total_tokens':97,'cache_read_input_tokens':10} | 90 | 10 | 0 | 7",
                // Thoughts are among the answer's tokens, or beside them, or only in the total.
                "{'prompt_tokens':90,'completion_tokens':70,'total_tokens':160,"
                        + "'completion_tokens_details':{'reasoning_tokens':64}} | 90 | 0 | 0 | 70",
                "{'prompt_tokens':90,'completion_tokens':7,'total_tokens':161,"
                        + "'completion_tokens_details':{'reasoning_tokens':64}} | 90 | 0 | 0 | 71",
                "{'prompt_tokens':90,'completion_tokens':7,'completion_tokens_details':{'reasoning_tokens':64}}"
                        + " | 90 | 0 | 0 | 71",
                "{'prompt_tokens':90,'completion_tokens':7,'total_tokens':4186} | 90 | 0 | 0 | 4096",
                "{'prompt_tokens':90,'total_tokens':4186} | 90 | 0 | 0 | 4096",
                // A total that is none takes nothing away.
                "{'prompt_tokens':90,'completion_tokens':7,'total_tokens':0} | 90 | 0 | 0 | 7",
                "{'prompt_tokens':90,'completion_tokens':7,'prompt_tokens_details':null} | 90 | 0 | 0 | 7",
            })
    void of_usage_isReadInTheProvidersWords(String usage, long input, long cached, long written, long output) {
        String json = usage.replace('\'', '"');
        for (String body : new String[] {
            "{\"choices\":[{\"message\":{\"content\":\"say \\\"usage\\\": {\\\"prompt_tokens\\\": 5}\"}}],\"usage\":"
                    + json + "}",
            "{\"usage\" : " + json + ",\"choices\":[{\"message\":{\"content\":\"it breaks o",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\ndata: {\"choices\":[],\"usage\":"
                    + json + "}\n\ndata: [DONE]\n\n",
        }) {
            CallUsage took = usage(body);

            require(took.amount(), input, cached, written, output);
            assertThat(took.estimated()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'promptTokenCount':90,'candidatesTokenCount':7,'totalTokenCount':97} | 0 | 7",
                "{'promptTokenCount':90,'candidatesTokenCount':7,'thoughtsTokenCount':64,'totalTokenCount':161} | 0 | 71",
                "{'promptTokenCount':90,'thoughtsTokenCount':64} | 0 | 64",
                "{'promptTokenCount':90,'candidatesTokenCount':70,'thoughtsTokenCount':1} | 0 | 71",
                "{'promptTokenCount':90,'totalTokenCount':4186} | 0 | 4096",
                "{'promptTokenCount':90,'cachedContentTokenCount':64,'candidatesTokenCount':7} | 64 | 7",
            })
    void of_geminisUsage_hasItsThoughts(String usage, long cached, long output) {
        CallUsage took = usage("{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}],\"usageMetadata\":"
                + usage.replace('\'', '"') + "}");

        require(took.amount(), 90, cached, 0, output);
        assertThat(took.estimated()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'cache_n':64,'prompt_n':26,'prompt_ms':1.5} | 64",
                "{'prompt_ms':1.5,'predicted_n':7,'prompt_n':26} | 64",
                "{'prompt_n':90} | 0",
                "{'prompt_n':0} | 0",
                "{'prompt_n':91} | 0",
                "{'prompt_ms':1.5} | 0",
                "null | 0",
            })
    void of_llamaCppsTimings_tellWhatWasEvaluated(String timings, long cached) {
        CallUsage took = usage(("{'choices':[{'message':{'content':'it'}}],'usage':{'prompt_tokens':90,"
                        + "'completion_tokens':7},'timings':" + timings + "}")
                .replace('\'', '"'));

        require(took.amount(), 90, cached, 0, 7);
        assertThat(took.estimated()).isZero();
    }

    @Test
    void of_countsInTheAnswerItself_areRead() {
        require(
                usage("{\"message\":{\"content\":\"Hi\"},\"done\":true,\"prompt_eval_count\":90,\"eval_count\":7}")
                        .amount(),
                90,
                0,
                0,
                7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":\"12345678\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"12345678\"}}],\"usage\":{\"prompt_tokens\":-5}}",
                "{\"choices\":[{\"message\":{\"content\":\"12345678\"}}],\"usage\":{\"completion_tokens\":1e300}}",
                "{\"choices\":[{\"message\":{\"content\":\"1234\\u0035678",
                "{\"content\":[{\"type\":\"text\",\"text\":\"1234\"},{\"type\":\"thinking\",\"thinking\":\"5678\"}]}",
                "data: {\"choices\":[{\"delta\":{\"content\":\"1234\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"5678\"}}]}",
                "{\"choices\":[{\"message\":{\"reasoning\":\"1234\",\"reasoning_content\":\"1234\",\"content\":\"5678\"}}]}",
            })
    void of_answerWithoutCounts_isEstimatedFromItsTexts(String body) {
        CallUsage took = usage(body);

        require(took.amount(), 104, 0, 0, 2);
        assertThat(took.estimated()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sorry</html>", "null", "[]", "{\"id\":\"cut", "{\"choices\":[]}"})
    void of_answerOfNothing_isEstimatedByItsRequest(String body) {
        require(usage(body).amount(), 104, 0, 0, 0);
        assertThat(usage(body).estimated()).isEqualTo(1);
    }

    @Test
    void of_errorUnderStatus200_tookNothingUnlessItSays() {
        assertThat(usage("{\"error\":{\"message\":\"slow down\",\"code\":429}}"))
                .isEqualTo(CallUsage.NONE);
        assertThat(usage(
                                "{\"error\":{\"message\":\"broke off\"},\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}")
                        .amount()
                        .tokens())
                .isEqualTo(13);
        assertThat(usage("{\"error\":null,\"choices\":[{\"message\":{\"content\":\"12345678\"}}]}")
                        .estimated())
                .isEqualTo(1);
    }

    @Test
    void of_bodyMadeToCostTime_isReadAtOnce() {
        String many = "{\"usage\":".repeat(200_000);
        String deep = "{\"usage\":{\"a_details\":" + "[".repeat(500_000);

        assertThat(usage(many).estimated()).isEqualTo(1);
        assertThat(usage(deep).estimated()).isEqualTo(1);
    }
}
