package dev.constitution.runner.store;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import java.util.Optional;

/** The constitution in a run's store: what its principles ask for cannot be told from their ids. */
public final class RunConstitution {
    static final String META = "constitution";

    private RunConstitution() {}

    public static void write(Constitution constitution, RunStore store) {
        store.setting(META, Constitutions.toYaml(constitution));
    }

    /** Empty where a run was built in code without saying it. */
    public static Optional<Constitution> in(StoreView store) {
        return store.meta(META)
                .map(yaml -> Constitutions.parse(yaml, store.file().toString()));
    }
}
