package dev.constitution.runner.measure;

import dev.constitution.principles.Principle;
import dev.constitution.runner.store.RunArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two arms that differ in one principle alone. What leaving it out changes is in the pair of the two, if they were compared.
 *
 * @param principle what the one has and the other lacks
 * @param full the arm that has it
 * @param without the arm that lacks it
 */
public record AblationFigures(String principle, String full, String without) {

    /** The ablations among arms, in the arms' order. */
    static List<AblationFigures> among(List<RunArms.Part> arms) {
        List<AblationFigures> found = new ArrayList<>();
        for (RunArms.Part full : arms) {
            for (RunArms.Part other : arms) {
                if (isAlikeButForPrinciples(full, other)) {
                    lacking(full, other).ifPresent(id -> found.add(new AblationFigures(id, full.name(), other.name())));
                }
            }
        }
        return found;
    }

    private static boolean isAlikeButForPrinciples(RunArms.Part one, RunArms.Part other) {
        return one.settings().equals(other.settings())
                && one.models().equals(other.models())
                && withoutConstitution(one).equals(withoutConstitution(other));
    }

    private static TreeMap<String, String> withoutConstitution(RunArms.Part arm) {
        TreeMap<String, String> prints = new TreeMap<>(arm.fingerprints());
        prints.remove("constitution");
        return prints;
    }

    private static Optional<String> lacking(RunArms.Part full, RunArms.Part other) {
        List<Principle> rest = new ArrayList<>(full.constitution().principles());
        List<Principle> kept = other.constitution().principles();
        if (rest.size() != kept.size() + 1) {
            return Optional.empty();
        }
        rest.removeAll(kept);
        return rest.size() == 1 ? Optional.of(rest.get(0).id()) : Optional.empty();
    }
}
