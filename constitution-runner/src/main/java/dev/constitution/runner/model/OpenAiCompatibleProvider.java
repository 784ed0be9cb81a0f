package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.langchain4j.model.chat.ChatModel;

/**
 * {@code openai-compatible:MODEL@URL}: any server that speaks OpenAI's chat completions, such as vLLM, LM Studio or
 * llama.cpp. {@code OPENAI_COMPATIBLE_API_KEY} is sent when it is set; OpenAI's own key never is.
 */
public final class OpenAiCompatibleProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "openai-compatible";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String baseUrl = spec.baseUrl();
        if (baseUrl == null) {
            throw new UsageException("\"" + spec + "\" lacks the server's address; write " + spec
                    + "@http://localhost:8000/v1, with your server's host, port and path");
        }
        return new Endpoint(spec.model(), baseUrl, settings.keyOrNull("OPENAI_COMPATIBLE_API_KEY"))
                .completions(ChatCompletionsModel.LengthField.MAX_TOKENS, settings);
    }

    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelTraits.ofServer().with(ModelTraits.Ability.LOGPROBS);
    }
}
