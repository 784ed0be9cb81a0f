package dev.constitution.runner;

import dev.constitution.Constitution;
import dev.constitution.Constitutions;
import java.util.Optional;

/** The constitution in a run's store: what its principles ask for cannot be told from their ids. */
final class RunConstitution {
    private static final String META = "constitution";

    private RunConstitution() {}

    static void write(Constitution constitution, RunStore store) {
        store.writer().meta(META, Constitutions.toYaml(constitution));
    }

    /** Empty where a run was built in code without saying it. */
    static Optional<Constitution> in(RunStore store) {
        return store.meta(META)
                .map(yaml -> Constitutions.parse(yaml, store.file().toString()));
    }
}
