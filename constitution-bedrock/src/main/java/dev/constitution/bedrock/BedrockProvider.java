package dev.constitution.bedrock;

import static dev.langchain4j.model.ModelProvider.AMAZON_BEDROCK;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.model.chat.ChatModel;

/**
 * {@code bedrock:MODEL}: any model of Amazon Bedrock that its Converse API speaks to, by its id, an inference profile's, or an
 * ARN. The key is {@code AWS_BEARER_TOKEN_BEDROCK}; without one requests are signed for the identity that AWS's own chain finds,
 * such as a role of the machine, a profile, or the keys in the environment. It takes no seed, no penalty on repetition, and
 * gives no log-probabilities.
 */
public final class BedrockProvider implements ModelProvider {
    private static final String KEY = "AWS_BEARER_TOKEN_BEDROCK";

    @Override
    public String scheme() {
        return "bedrock";
    }

    /** Converse takes an image's bytes, or its place in S3. */
    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelProvider.super.traits(spec).without(ModelTraits.Ability.IMAGES_BY_URL);
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        BedrockEndpoint endpoint = BedrockEndpoint.of(spec, settings);
        String key = settings.keyOrNull(KEY);
        Credential credential =
                key == null ? AwsSignature.of(endpoint.region(), settings.timeout()) : Credential.bearer(key);
        return new LangChainWireModel(
                spec.model(),
                AMAZON_BEDROCK,
                ModelClients.of(endpoint.address(), credential, settings),
                new ConverseDialect(spec.model(), endpoint.converse(spec.model())));
    }
}
