package dev.constitution.azure;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelIdentity;
import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.langchain4j.model.chat.ChatModel;

/**
 * {@code azure:DEPLOYMENT}: a deployment of Azure OpenAI at {@code AZURE_OPENAI_ENDPOINT}, or at the address behind an
 * {@code @}. The key is {@code AZURE_OPENAI_API_KEY}; without one the identity is Azure's default one, such as a machine's
 * managed identity or the user of {@code az login}.
 */
public final class AzureProvider implements ModelProvider {
    private static final String KEY = "AZURE_OPENAI_API_KEY";

    @Override
    public String scheme() {
        return "azure";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        AzureEndpoint endpoint = AzureEndpoint.of(spec, settings);
        String key = settings.keyOrNull(KEY);
        Credential credential =
                key == null ? AzureIdentity.credential(endpoint, settings) : Credential.header("api-key", key);
        return new ChatCompletionsModel(
                spec.model(),
                dev.langchain4j.model.ModelProvider.MICROSOFT_FOUNDRY,
                endpoint.completions(spec.model()),
                ChatCompletionsModel.LengthField.MAX_COMPLETION_TOKENS,
                ModelClients.of(endpoint.address(), credential, settings));
    }

    /** A deployment's name says what it is only at its endpoint. */
    @Override
    public ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        return ModelIdentity.of(spec, AzureEndpoint.of(spec, settings).parts());
    }

    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelProvider.super.traits(spec).with(ModelTraits.Ability.LOGPROBS);
    }
}
