package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.constitution.source.Suggestion;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Chat models by name, from every {@link ModelProvider} on the class path, and from the program's own optional modules. */
public final class Models {
    private Models() {}

    /** The model of a name such as {@code openai:gpt-4o-mini}, with keys from the environment. */
    public static ChatModel create(String spec) {
        return create(ModelSpec.parse(spec), ModelSettings.fromEnvironment());
    }

    /**
     * The model of this name.
     *
     * @throws UsageException when no provider has its scheme, or something is missing, a key for example
     */
    public static ChatModel create(ModelSpec spec, ModelSettings settings) {
        return provider(spec).create(spec, settings);
    }

    /**
     * What decides the answers of the model of this name. A provider that does not come with this program is a part of it.
     *
     * @throws UsageException when the model cannot be told, because a file is missing for example
     */
    public static ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        ModelProvider provider = provider(spec);
        ModelIdentity identity = provider.identity(spec, settings);
        if (comesWithProgram(provider)) {
            return identity;
        }
        SortedMap<String, String> parts = new TreeMap<>(identity.parts());
        parts.put("provider " + spec.scheme(), provider.getClass().getName());
        return new ModelIdentity(identity.name(), parts);
    }

    /**
     * Gives models their one name, however they are spelled, by which runs, prices and answers know them; a name whose provider is
     * not there stays as it is. The providers on the class path are looked up once.
     */
    public static UnaryOperator<String> naming() {
        Map<String, ModelProvider> known = providers();
        return name -> provider(known, name)
                .flatMap(provider -> renamed(provider, name))
                .orElse(name);
    }

    private static Optional<String> renamed(ModelProvider provider, String name) {
        try {
            ModelSpec spec = ModelSpec.parse(name);
            ModelSpec named = provider.named(spec);
            return named.equals(spec) ? Optional.empty() : Optional.of(named.toString());
        } catch (UsageException e) {
            return Optional.empty(); // told where the model is opened
        }
    }

    private static Optional<ModelProvider> provider(Map<String, ModelProvider> known, String name) {
        String scheme = name.substring(0, Math.max(0, name.indexOf(':')));
        return Optional.ofNullable(known.get(scheme)).or(() -> ProviderModule.found(scheme));
    }

    /** Whether the provider of this name comes with this program. */
    static boolean isBuiltIn(ModelSpec spec) {
        return comesWithProgram(provider(spec));
    }

    private static boolean comesWithProgram(ModelProvider provider) {
        return provider.getClass().getPackage().equals(Models.class.getPackage()) || ProviderModule.provides(provider);
    }

    /** What suits the model of this name. */
    public static ModelTraits traits(ModelSpec spec) {
        return provider(spec).traits(spec);
    }

    /** Whether the model of this name can do this; a name that is not known to be of one that cannot, can. */
    public static boolean has(String name, ModelTraits.Ability ability) {
        return provider(providers(), name)
                .map(provider -> provider.traits(ModelSpec.parse(name)).has(ability))
                .orElse(true);
    }

    /**
     * Refuses a name that no model can be made of.
     *
     * @throws UsageException saying why
     */
    static void requireKnown(ModelSpec spec) {
        provider(spec);
    }

    /**
     * Refuses a name whose provider is not known; one whose module is not there is known.
     *
     * @param known {@link #schemes}, which are looked up on the class path each time
     * @throws UsageException with the known ones
     */
    public static void requireKnownScheme(ModelSpec spec, Set<String> known) {
        if (!known.contains(spec.scheme())) {
            throw new UsageException("unknown provider \"" + spec.scheme() + "\" in \"" + spec + "\""
                    + Suggestion.clauseAndQuotedList(spec.scheme(), known, "known providers"));
        }
    }

    /** What can stand before the colon of a model's name, that of modules which are not there included. */
    public static Set<String> schemes() {
        Set<String> schemes = new TreeSet<>(providers().keySet());
        schemes.addAll(ProviderModule.schemes());
        return schemes;
    }

    private static ModelProvider provider(ModelSpec spec) {
        ModelProvider provider = providerOfScheme(spec);
        if (spec.model().isEmpty() && !provider.hasDefaultModel()) {
            throw new UsageException(spec + " names no model; write " + spec.scheme() + ":NAME");
        }
        return provider;
    }

    private static ModelProvider providerOfScheme(ModelSpec spec) {
        ModelProvider provider = providers().get(spec.scheme());
        if (provider == null) {
            requireKnownScheme(spec, schemes());
            return ProviderModule.provider(spec);
        }
        return provider;
    }

    private static Map<String, ModelProvider> providers() {
        Map<String, ModelProvider> providers = new TreeMap<>();
        for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
            ModelProvider other = providers.putIfAbsent(provider.scheme(), provider);
            if (other != null) {
                throw new UsageException("two providers have the scheme \"" + provider.scheme() + "\": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; remove one from the class path");
            }
        }
        return providers;
    }
}
