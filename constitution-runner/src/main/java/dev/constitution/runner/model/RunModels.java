package dev.constitution.runner.model;

import dev.constitution.local.LocalChatModel;
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
    }

    private final Opener opener;
    private final SortedMap<String, String> names;
    private final Map<String, ChatModel> open = new HashMap<>();
    private final Map<String, ModelIdentity> identities = new HashMap<>();

    /**
     * @param names by role, a generator among them
     */
    public RunModels(Opener opener, SortedMap<String, String> names) {
        this.opener = opener;
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
        ModelSpec spec = spec(role);
        return open.computeIfAbsent(spec.toString(), name -> opener.open(spec));
    }

    /** What decides the answers of a role's model; told once a model, for a file takes reading. */
    public ModelIdentity identity(String role, ModelSettings settings) {
        return identities.computeIfAbsent(names.getOrDefault(role, ""), name -> Models.identity(spec(role), settings));
    }

    private ModelSpec spec(String role) {
        return ModelSpec.parse(names.getOrDefault(role, ""));
    }

    @Override
    public void close() {
        for (ChatModel model : open.values()) {
            if (model instanceof LocalChatModel local) {
                local.close();
            }
        }
    }
}
