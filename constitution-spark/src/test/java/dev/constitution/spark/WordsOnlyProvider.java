package dev.constitution.spark;

import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.OpenAiCompatibleProvider;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;

/** A server's model that cannot be told of tools. */
public final class WordsOnlyProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "words-only";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        return new OpenAiCompatibleProvider().create(spec, settings);
    }

    @Override
    public ModelTraits traits(ModelSpec spec) {
        return new ModelTraits(PromptShape.chat(), 1, 4, false).without(ModelTraits.Ability.TOOLS);
    }
}
