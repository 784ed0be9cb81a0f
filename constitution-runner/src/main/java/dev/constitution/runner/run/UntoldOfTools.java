package dev.constitution.runner.run;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.store.Provenance;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The models that answer a run's prompts and cannot be told of tools, by role. The others of a run are told of them in words.
 *
 * @param models their names, by role
 */
public record UntoldOfTools(SortedMap<String, String> models) {
    public UntoldOfTools {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    /** Those of a run. */
    public static UntoldOfTools of(Provenance provenance) {
        TreeMap<String, String> untold = new TreeMap<>();
        provenance.models().forEach((role, name) -> {
            boolean answers =
                    role.startsWith(ModelRole.GENERATOR.label()) || role.startsWith(ModelRole.TEACHER.label());
            if (answers && !Models.takesTools(name)) {
                untold.put(role, name);
            }
        });
        return new UntoldOfTools(untold);
    }

    /** Whether all can be told. */
    public boolean isEmpty() {
        return models.isEmpty();
    }

    /**
     * Looks before the first call.
     *
     * @param rows how many define tools
     * @param input where they are
     * @throws UsageException if there are any, and a model that cannot be told of theirs
     */
    public void refuse(long rows, String input) {
        if (rows > 0 && !isEmpty()) {
            throw new UsageException(input + ": " + Words.count(rows, "row") + " with tools, of which the "
                    + models.firstKey() + " (" + models.get(models.firstKey())
                    + ") cannot be told; name a model behind a server, or take the field out of the rows");
        }
    }
}
