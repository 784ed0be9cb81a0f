package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.langchain4j.model.chat.ChatModel;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Opens models for a dry run: whatever keeps a run from opening one is found, but for a key, which a dry run needs none of.
 * Nothing is fetched, no file of a model is loaded, and no request is sent.
 */
public final class DryOpener implements RunModels.Opener {
    private static final String KEY = "_API_KEY";
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
            return kept.apply(spec, Models.create(spec, keyed()));
        } catch (UsageException e) {
            if (Models.isBuiltIn(spec)) {
                throw e;
            }
            return unopened; // who brings a provider may call its key otherwise
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

    private ModelSettings keyed() {
        return new ModelSettings(this::variable, settings.timeout(), settings.progress());
    }

    private @Nullable String variable(String name) {
        String value = settings.environment().apply(name);
        boolean isMissing = value == null || value.isBlank();
        return isMissing && name.endsWith(KEY) && settings.variable(name + "_FILE") == null ? NO_KEY : value;
    }
}
