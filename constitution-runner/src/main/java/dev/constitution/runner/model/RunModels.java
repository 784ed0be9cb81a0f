package dev.constitution.runner.model;

import dev.langchain4j.model.chat.ChatModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The models of a run by role; a model that has several roles is opened once. */
public final class RunModels implements AutoCloseable {
    /** Makes a model of its name. */
    @FunctionalInterface
    public interface Opener {
        ChatModel open(ModelSpec spec);

        /** What decides the model's answers. */
        default ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
            return Models.identity(spec, settings);
        }
    }

    private final OpenModels open;
    private final SortedMap<String, String> names;
    private final Map<String, ModelIdentity> identities = new HashMap<>();

    /**
     * @param names by role, a generator among them
     */
    public RunModels(Opener opener, SortedMap<String, String> names) {
        this(new OpenModels(opener), names);
    }

    /** Models that others use too. */
    public RunModels(OpenModels shared, SortedMap<String, String> names) {
        this.open = shared;
        this.names = new TreeMap<>(names);
    }

    /** The models' names by role, as they were asked for. */
    public SortedMap<String, String> names() {
        return Collections.unmodifiableSortedMap(names);
    }

    /** What suits the model of a role. */
    public ModelTraits traits(String role) {
        return Models.traits(spec(role));
    }

    /** The model of a role; opened at the first call. */
    public ChatModel of(String role) {
        return open.open(spec(role));
    }

    /** What decides the answers of a role's model; told once a model, for a file takes reading. */
    public ModelIdentity identity(String role, ModelSettings settings) {
        return identities.computeIfAbsent(names.getOrDefault(role, ""), name -> open.identity(spec(role), settings));
    }

    private ModelSpec spec(String role) {
        return ModelSpec.parse(names.getOrDefault(role, ""));
    }

    @Override
    public void close() {
        open.close();
    }
}
