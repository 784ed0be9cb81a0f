package dev.constitution.runner.model;

import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.langchain4j.model.chat.ChatModel;

/** {@code openai:MODEL}: OpenAI's own service; the key is {@code OPENAI_API_KEY}. */
public final class OpenAiProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "openai";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        return Endpoint.of(spec, "https://api.openai.com/v1", settings.key(spec, "OPENAI_API_KEY"))
                .completions(ChatCompletionsModel.LengthField.MAX_COMPLETION_TOKENS, settings);
    }

    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelTraits.ofServer().with(ModelTraits.Ability.LOGPROBS);
    }
}
