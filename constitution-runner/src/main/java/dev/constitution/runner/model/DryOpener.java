package dev.constitution.runner.model;

import dev.langchain4j.model.chat.ChatModel;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Opens models for a dry run: whatever keeps a run from opening one is found, but for a key, which a dry run needs none of.
 * Nothing is fetched, no file of a model is loaded, and no request is sent.
 */
public final class DryOpener implements RunModels.Opener {
    private static final String NO_KEY = "dry-run";

    private final ModelSettings settings;
    private final BiFunction<ModelSpec, ChatModel, ChatModel> kept;

    /** @param kept what stands for a model, of its name and what was opened */
    private DryOpener(ModelSettings settings, BiFunction<ModelSpec, ChatModel, ChatModel> kept) {
        this.settings = settings;
        this.kept = kept;
    }

    /** Models that must not be asked. */
    public static DryOpener unopened(ModelSettings settings) {
        return new DryOpener(settings, UnopenedModel::new);
    }

    /** Models that can read what was answered before. */
    public static DryOpener reading(ModelSettings settings) {
        return new DryOpener(settings, (spec, opened) -> opened);
    }

    @Override
    public ChatModel open(ModelSpec spec) {
        UnopenedModel unopened = new UnopenedModel(spec);
        if (isLocal(spec)) {
            return unopened; // what it answered needs no model to be read
        }
        try {
            return kept.apply(spec, create(spec));
        } catch (RuntimeException e) {
            if (Models.isBuiltIn(spec)) {
                throw e;
            }
            return unopened; // who brings a provider may look for its key otherwise, and fail without it as it likes
        }
    }

    /** A key stands in for one that is needed and not set; what needs none is opened as it would be without one. */
    private ChatModel create(ModelSpec spec) {
        Set<String> standsIn = new HashSet<>();
        while (true) {
            try {
                return Models.create(spec, keyed(standsIn));
            } catch (MissingKeyException e) {
                if (!standsIn.add(e.variable())) {
                    throw e;
                }
            }
        }
    }

    /** The embedded model is known by its name alone: it may have to be fetched first. */
    @Override
    public ModelIdentity identity(ModelSpec spec, ModelSettings given) {
        return isLocal(spec) && spec.model().isEmpty() ? ModelIdentity.of(spec) : Models.identity(spec, given);
    }

    private static boolean isLocal(ModelSpec spec) {
        return spec.scheme().equals("local");
    }

    private ModelSettings keyed(Set<String> variables) {
        return new ModelSettings(
                name -> variables.contains(name)
                        ? NO_KEY
                        : settings.environment().apply(name),
                settings.timeout(),
                settings.progress());
    }
}
