package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Constitution;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.model.ModelIdentity;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.RunModels;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What a run's stage is put together from: the principles, and models by role with what suits them. Closes the models. */
public final class RunParts implements AutoCloseable {
    private final Constitution constitution;
    private final PrincipleOptions principles;
    private final RunModels models;
    private final RunCost cost;

    /**
     * @param principles how the models are asked by the constitution
     */
    public RunParts(Constitution constitution, PrincipleOptions principles, RunModels models, RunCost cost) {
        this.constitution = constitution;
        this.principles = principles;
        this.models = models;
        this.cost = cost;
    }

    public Constitution constitution() {
        return constitution;
    }

    public RunCost cost() {
        return cost;
    }

    public long seed() {
        return principles.seed();
    }

    /** The models' names by role. */
    public SortedMap<String, String> models() {
        return models.names();
    }

    /** The model of a role, opened. */
    public ChatModel model(ModelRole role) {
        return model(role.label());
    }

    public ChatModel model(String role) {
        return models.of(role);
    }

    public ModelTraits traits(ModelRole role) {
        return models.traits(role.label());
    }

    /** What decides the answers of a role's model. */
    public ModelIdentity identity(String role, ModelSettings settings) {
        return models.identity(role, settings);
    }

    /** The wording of requests to the model of a role. */
    public PromptShape shape(ModelRole role) {
        return shape(role.label());
    }

    public PromptShape shape(String role) {
        return principles.shape(models.traits(role));
    }

    public boolean has(ModelRole role) {
        return models.names().containsKey(role.label());
    }

    /** The role by whose model the run is set up: where none answers and none speaks, the judge. */
    public ModelRole mainRole() {
        return Stream.of(ModelRole.GENERATOR, ModelRole.SPEAKER)
                .filter(this::has)
                .findFirst()
                .orElse(ModelRole.JUDGE);
    }

    @Override
    public void close() {
        models.close();
    }
}
