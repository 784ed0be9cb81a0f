package dev.constitution.runner;

import dev.constitution.local.LocalChatModel;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The models of a run by role; a model that has several roles is opened once. */
final class RunModels implements AutoCloseable {
    /** Makes a model of its name. */
    @FunctionalInterface
    interface Opener {
        ChatModel open(ModelSpec spec);
    }

    private final Opener opener;
    private final String main;
    private final SortedMap<String, String> names = new TreeMap<>();
    private final Map<String, ChatModel> open = new HashMap<>();

    /**
     * @param critic null is the generator
     * @param reviser null is the generator
     */
    RunModels(Opener opener, String generator, @Nullable String critic, @Nullable String reviser) {
        this(opener, "generator");
        names.put("generator", generator);
        names.put("critic", critic == null ? generator : critic);
        names.put("reviser", reviser == null ? generator : reviser);
    }

    private RunModels(Opener opener, String main) {
        this.opener = opener;
        this.main = main;
    }

    /** A judge's model alone. */
    static RunModels ofJudge(Opener opener, String judge) {
        RunModels models = new RunModels(opener, "judge");
        models.names.put("judge", judge);
        return models;
    }

    /** The models' names by role, as they were asked for. */
    SortedMap<String, String> names() {
        return Collections.unmodifiableSortedMap(names);
    }

    /** What suits the generator, or the judge where nothing is generated. */
    ModelTraits traits() {
        return Models.traits(spec(main));
    }

    /** The model of a role; opened at the first call. */
    ChatModel of(String role) {
        ModelSpec spec = spec(role);
        return open.computeIfAbsent(spec.toString(), name -> opener.open(spec));
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
