package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
        UnaryOperator<String> naming = Models.naming();
        this.names = new TreeMap<>(names);
        this.names.replaceAll((role, name) -> naming.apply(name));
    }

    /** The models' names by role. */
    public SortedMap<String, String> names() {
        return Collections.unmodifiableSortedMap(names);
    }

    /** What suits the model of a role. */
    public ModelTraits traits(String role) {
        return Models.traits(spec(role));
    }

    /**
     * The model of a role; opened at the first call.
     *
     * @throws UsageException when something is missing, also for the others
     */
    public ChatModel of(String role) {
        return told(() -> open.open(spec(role)));
    }

    /**
     * What decides the answers of a role's model; told once a model, for a file takes reading.
     *
     * @throws UsageException when something is missing, also for the others
     */
    public ModelIdentity identity(String role, ModelSettings settings) {
        return told(() ->
                identities.computeIfAbsent(names.getOrDefault(role, ""), name -> open.identity(spec(role), settings)));
    }

    private <T> T told(Supplier<T> use) {
        try {
            return use.get();
        } catch (UsageException e) {
            Set<String> faults = new LinkedHashSet<>(Set.of(String.valueOf(e.getMessage())));
            names.keySet().forEach(role -> fault(spec(role)).ifPresent(faults::add));
            throw faults.size() == 1 ? e : new UsageException(String.join("\n", faults), e);
        }
    }

    /** Why a model cannot be opened. One of this machine's is not tried: it would be read, or fetched. */
    private Optional<String> fault(ModelSpec spec) {
        if (spec.scheme().equals("local")) {
            return Optional.empty();
        }
        try {
            var unused = open.open(spec);
            return Optional.empty();
        } catch (UsageException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private ModelSpec spec(String role) {
        return ModelSpec.parse(names.getOrDefault(role, ""));
    }

    @Override
    public void close() {
        open.close();
    }
}
