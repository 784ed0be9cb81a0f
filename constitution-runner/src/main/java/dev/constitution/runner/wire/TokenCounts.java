package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.constitution.runner.base.Json;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that an answer's body says it took, in any provider's words; null where it does not say, which is not 0. They
 * are found whatever becomes of the answer: one that is refused, cut off or cannot be read was paid for all the same.
 *
 * <p>Providers differ in what a count holds. Tokens read from a cache are among the input for OpenAI ({@code
 * prompt_tokens_details.cached_tokens}), Gemini, Mistral, Moonshot and DeepSeek ({@code prompt_cache_hit_tokens}); Anthropic's
 * and Bedrock's reads and writes stand beside {@code input_tokens} and {@code inputTokens}. Thoughts are among the output for OpenAI, and beside it for Gemini and
 * xAI, some of which only the total tells.
 *
 * @param input tokens of the request, cached ones among them
 * @param cached of these, what was read from the provider's cache
 * @param cacheWrites of these, what was written to it
 * @param output tokens of the answer, thoughts among them
 * @param total the provider's own sum
 */
public record TokenCounts(
        @Nullable Long input,
        long cached,
        long cacheWrites,
        @Nullable Long output,
        @Nullable Long total) {
    public static final TokenCounts NONE = new TokenCounts(null, 0, 0, null, null);

    /** Reads NaN too, which some servers write for a number that they do not have. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(Json.BUFFERS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** What the counts stand under; Ollama's, and those of a model in this process, stand in the answer itself. */
    private static final List<String> OBJECTS = List.of("\"usage\"", "\"usageMetadata\"");

    private static final String TIMINGS = "\"timings\"";

    /** An answer in pieces has such an object, or none, in every piece; the last one counts. */
    private static final int MOST_OBJECTS = 64;

    /** The counts in an answer. */
    public static TokenCounts in(RawAnswer answer) {
        return in(answer.body());
    }

    static TokenCounts in(String body) {
        TokenCounts found = NONE;
        for (int i = 0; i < OBJECTS.size() && found.isNone(); i++) {
            found = last(body, OBJECTS.get(i));
        }
        return (found.isNone() ? read(body) : found).orTimed(body);
    }

    /** llama.cpp's server says beside the counts how much of the prompt it evaluated, older ones say it nowhere else. */
    private TokenCounts orTimed(String body) {
        Long all = input;
        int at = all == null || cached > 0 ? -1 : body.lastIndexOf(TIMINGS);
        int value = at < 0 ? -1 : BodyTexts.value(body, at + TIMINGS.length());
        if (all == null || value < 0) {
            return this;
        }
        long evaluated = evaluated(body.substring(value));
        return evaluated > 0 && evaluated < all
                ? new TokenCounts(all, all - evaluated, cacheWrites, output, total)
                : this;
    }

    private static long evaluated(String timings) {
        try (JsonParser parser = JSON.createParser(timings)) {
            while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_OBJECT) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("prompt_n")
                        && parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                    return parser.getLongValue();
                }
            }
        } catch (IOException e) {
            return 0; // an answer that breaks off
        }
        return 0;
    }

    /** The counts in the last objects of a name; the search begins where most answers have theirs. */
    private static TokenCounts last(String body, String name) {
        TokenCounts found = NONE;
        int at = body.lastIndexOf(name);
        for (int i = 0; at >= 0 && i < MOST_OBJECTS && !found.isWhole(); i++) {
            int value = BodyTexts.value(body, at + name.length());
            if (value >= 0 && body.charAt(value) == '{') {
                found = found.or(read(body.substring(value)));
            }
            at = body.lastIndexOf(name, at - 1);
        }
        return found;
    }

    private static TokenCounts read(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : NONE;
        } catch (IOException e) {
            return NONE; // an answer that breaks off
        }
    }

    /** The counts in the object that the parser is at the start of. */
    static TokenCounts read(JsonParser json) throws IOException {
        Fields fields = new Fields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && name.endsWith("_details")) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String detail = json.currentName();
                    json.nextToken();
                    fields.detail(detail, count(json));
                }
            } else {
                fields.take(name, count(json));
            }
        }
        return fields.counts();
    }

    private static @Nullable Long count(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT) {
            int count = json.getIntValue();
            return count < 0 ? null : (Long) (long) count;
        }
        json.skipChildren();
        return null;
    }

    /** The same in LangChain4j's terms. */
    TokenUsage usage() {
        return new TokenUsage(whole(input), whole(output), whole(total));
    }

    private static @Nullable Integer whole(@Nullable Long count) {
        return count == null ? null : (Integer) (int) Math.min(count, Integer.MAX_VALUE);
    }

    private boolean isNone() {
        return input == null && output == null && total == null && cached == 0 && cacheWrites == 0;
    }

    private boolean isWhole() {
        return input != null && output != null;
    }

    private TokenCounts or(TokenCounts other) {
        return new TokenCounts(
                input == null ? other.input : input,
                Math.max(cached, other.cached),
                Math.max(cacheWrites, other.cacheWrites),
                output == null ? other.output : output,
                total == null ? other.total : total);
    }

    /** The fields as they come. */
    private static final class Fields {
        private @Nullable Long input;
        private @Nullable Long output;
        private @Nullable Long total;
        private @Nullable Long thoughts;
        private @Nullable Long thoughtsBeside;
        private long among;
        private long beside;
        private long writesAmong;
        private long writesBeside;
        private boolean isInputWhole;

        void take(String name, @Nullable Long count) {
            if (count == null) {
                return;
            }
            switch (name) {
                case "prompt_tokens", "promptTokenCount" -> {
                    input = count;
                    isInputWhole = true;
                }
                case "input_tokens", "inputTokens", "prompt_eval_count" -> input = count;
                case "completion_tokens", "output_tokens", "outputTokens", "candidatesTokenCount", "eval_count" ->
                    output = count;
                case "total_tokens", "totalTokens", "totalTokenCount" -> total = count;
                case "thoughtsTokenCount" -> thoughtsBeside = count;
                case "cache_read_input_tokens", "cacheReadInputTokens" -> beside = count;
                case "cache_creation_input_tokens", "cacheWriteInputTokens" -> writesBeside = count;
                default -> detail(name, count);
            }
        }

        void detail(String name, @Nullable Long count) {
            if (count == null) {
                return;
            }
            switch (name) {
                case "cached_tokens", "num_cached_tokens", "prompt_cache_hit_tokens", "cachedContentTokenCount" ->
                    among = Math.max(among, count);
                case "cache_write_tokens" -> writesAmong = count;
                case "reasoning_tokens" -> thoughts = count;
                default -> {}
            }
        }

        /**
         * What the provider counts is put together so that cached tokens are among the input, thoughts among the output. No
         * prompt is empty: servers that do not count say 0.
         */
        TokenCounts counts() {
            long read = Math.max(among, beside);
            long written = Math.max(writesAmong, writesBeside);
            Long all = input == null || (isInputWhole && input >= read + written && !isBesideByTotal())
                    ? input
                    : (Long) (input + beside + writesBeside);
            if (all != null && all == 0) {
                return new TokenCounts(null, 0, 0, output != null && output == 0 ? null : output(null), null);
            }
            long known = all == null ? 0 : all;
            return new TokenCounts(
                    all, Math.min(read, known), Math.min(written, known - Math.min(read, known)), output(all), total);
        }

        /** Gateways name Anthropic's counts with an input of OpenAI's name, which has them in it unless the total says else. */
        private boolean isBesideByTotal() {
            return beside + writesBeside > 0
                    && input != null
                    && output != null
                    && total != null
                    && total == input + output + beside + writesBeside;
        }

        private @Nullable Long output(@Nullable Long all) {
            Long said = thoughtsBeside == null ? output : (Long) (thoughtsBeside + (output == null ? 0 : output));
            if (total != null && all != null && total > all) {
                return Math.max(said == null ? 0 : said, total - all);
            }
            if (said == null) {
                return thoughts;
            }
            return thoughts != null && thoughts > said ? (Long) (said + thoughts) : said;
        }
    }
}
