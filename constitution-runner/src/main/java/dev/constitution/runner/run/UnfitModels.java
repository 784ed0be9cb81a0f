package dev.constitution.runner.run;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.model.ModelTraits.Ability;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The models of a run that cannot be sent what rows hold, by role: tools, which only those are told of who answer prompts, and
 * images, which all are shown.
 *
 * @param lacking what they cannot
 * @param models their names, by role
 * @param asTalk whether the run's method cannot either, whatever its models can
 */
public record UnfitModels(Ability lacking, SortedMap<String, String> models, boolean asTalk) {
    /** The method in which both sides of a conversation are a model. */
    private static final String INTERACTION = "interaction";

    public UnfitModels {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    /** Those of a run. */
    public static UnfitModels of(RunSettings settings, Provenance provenance, Ability needed) {
        TreeMap<String, String> unfit = new TreeMap<>();
        provenance.models().forEach((role, name) -> {
            boolean answers =
                    role.startsWith(ModelRole.GENERATOR.label()) || role.startsWith(ModelRole.TEACHER.label());
            if ((answers || needed != Ability.TOOLS) && !Models.has(name, needed)) {
                unfit.put(role, name);
            }
        });
        // Only a user shows images, and to the other side of a talk the opening is an answer of its own.
        boolean asTalk =
                needed == Ability.IMAGES && INTERACTION.equals(settings.values().get("method"));
        return new UnfitModels(needed, unfit, asTalk);
    }

    /** Whether all can. */
    public boolean isEmpty() {
        return models.isEmpty() && !asTalk;
    }

    /**
     * Looks before the first call.
     *
     * @param rows how many hold it
     * @param input where they are
     * @throws UsageException if there are any, and a model that cannot be sent theirs
     */
    public void refuse(long rows, String input) {
        if (rows > 0 && !models.isEmpty()) {
            String model = models.firstKey() + " (" + models.get(models.firstKey()) + ")";
            throw new UsageException(input + ": " + Words.count(rows, "row")
                    + switch (lacking) {
                        case TOOLS ->
                            " with tools, of which the " + model
                                    + " cannot be told; name a model behind a server, or take the field out of the rows";
                        case IMAGES ->
                            " with images, which the " + model
                                    + " cannot be shown; name a model that sees for it, or put these rows into a file of their own";
                        case IMAGES_BY_URL ->
                            " with images at addresses, from which the provider of the " + model
                                    + " fetches none; write the paths or the data of these images into the rows";
                        case LOGPROBS -> throw new IllegalStateException("no row holds log-probabilities");
                    });
        }
        if (rows > 0 && asTalk) {
            throw new UsageException(input + ": " + Words.count(rows, "row")
                    + " with images, which the other side of an interaction cannot have said; put these rows into a file of"
                    + " their own, or use --method reflection");
        }
    }
}
