package dev.constitution.runner.store;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.call.CallRoles;
import java.util.SortedMap;

/**
 * What every pair of a run has in common.
 *
 * @param constitution the constitution's id
 * @param fingerprint its fingerprint
 * @param models the models by role, as they were asked for; in an experiment, whose arms may have several of a role, by role and
 *     model, see {@link CallRoles}
 * @param seed the run's seed
 */
public record Provenance(String constitution, String fingerprint, SortedMap<String, String> models, long seed) {

    /** Whether it is that of conversations in which a model speaks of itself, which give no pairs. */
    public boolean isOfConversations() {
        return models.containsKey(ModelRole.SPEAKER.label());
    }

    /** Whether it is that of an experiment's arms. */
    public boolean isOfArms() {
        return models.keySet().stream().anyMatch(name -> name.indexOf(CallRoles.BETWEEN) >= 0);
    }
}
