package dev.constitution.micrometer;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.output.FinishReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of OpenTelemetry's semantic conventions for generative AI, as of semantic-conventions 1.41.0 (status: development).
 *
 * <p>That is the last release which has them itself, and what other instrumentations of the JVM emit. They have moved to
 * semantic-conventions-genai, whose first release, 0.1.0, keeps the attributes and has other metrics in the place of the
 * two below: {@code gen_ai.client.inference.duration}, and counters of tokens.
 */
final class GenAi {
    static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
    static final String TOKEN_USAGE = "gen_ai.client.token.usage";

    static final String OPERATION_NAME = "gen_ai.operation.name";
    static final String PROVIDER_NAME = "gen_ai.provider.name";
    static final String REQUEST_MODEL = "gen_ai.request.model";
    static final String REQUEST_TEMPERATURE = "gen_ai.request.temperature";
    static final String REQUEST_TOP_P = "gen_ai.request.top_p";
    static final String REQUEST_TOP_K = "gen_ai.request.top_k";
    static final String REQUEST_MAX_TOKENS = "gen_ai.request.max_tokens";
    static final String REQUEST_STREAM = "gen_ai.request.stream";
    static final String RESPONSE_ID = "gen_ai.response.id";
    static final String RESPONSE_MODEL = "gen_ai.response.model";
    static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String INPUT_MESSAGES = "gen_ai.input.messages";
    static final String OUTPUT_MESSAGES = "gen_ai.output.messages";
    static final String ERROR_TYPE = "error.type";

    static final String CHAT = "chat";

    /** The boundaries that the conventions give for the two histograms; of the first in seconds. */
    static final double[] DURATIONS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };

    static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
    };

    private GenAi() {}

    /** The conventions' name of a provider; LangChain4j's in lower case where they have none. */
    static String provider(@Nullable ModelProvider provider) {
        if (provider == null) {
            return "other";
        }
        return switch (provider) {
            case OPEN_AI -> "openai";
            case AZURE_OPEN_AI -> "azure.ai.openai";
            case MICROSOFT_FOUNDRY, GITHUB_MODELS -> "azure.ai.inference";
            case AMAZON_BEDROCK -> "aws.bedrock";
            case GOOGLE_AI_GEMINI -> "gcp.gemini";
            case GOOGLE_GENAI -> "gcp.gen_ai";
            case GOOGLE_VERTEX_AI_GEMINI, GOOGLE_VERTEX_AI_ANTHROPIC -> "gcp.vertex_ai";
            case WATSONX -> "ibm.watsonx.ai";
            default -> provider.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The conventions' name of why a model stopped. */
    static String finish(FinishReason reason) {
        return reason == FinishReason.TOOL_EXECUTION
                ? "tool_call"
                : reason.name().toLowerCase(Locale.ROOT);
    }
}
