package dev.constitution.principles;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set of principles as data, read by {@link Constitutions} or built in code.
 *
 * @param id short name: lower-case letters, digits and hyphens
 * @param title a few words for people
 * @param version the set's own version
 * @param language BCP 47 tag of the language that the requests are written in
 * @param licence SPDX identifier, or a few words where there is none
 * @param source where the principles come from
 * @param precedence how the principles stand to each other
 * @param principles at least one, with distinct ids
 * @param exemplars worked examples for critic and reviser; may be empty
 * @param comparisonExemplars worked examples for judges; may be empty
 */
public record Constitution(
        String id,
        String title,
        String version,
        String language,
        String licence,
        String source,
        Precedence precedence,
        List<Principle> principles,
        List<Exemplar> exemplars,
        List<ComparisonExemplar> comparisonExemplars) {

    /** How the principles of a constitution stand to each other. */
    public enum Precedence {
        /** All count alike. */
        FLAT,
        /** An earlier principle comes before a later one, as in Asimov's laws. */
        ORDERED
    }

    public Constitution {
        principles = List.copyOf(principles);
        exemplars = List.copyOf(exemplars);
        comparisonExemplars = List.copyOf(comparisonExemplars);
        if (principles.isEmpty()) {
            throw new IllegalArgumentException("constitution \"" + id + "\" has no principle; give it at least one");
        }
        Set<String> ids = new HashSet<>();
        for (Principle principle : principles) {
            if (!ids.add(principle.id())) {
                throw new IllegalArgumentException(
                        "constitution \"" + id + "\" has two principles \"" + principle.id() + "\"; rename one");
            }
        }
    }

    /** A flat constitution of these principles, for use in code. */
    public static Constitution of(String id, List<Principle> principles) {
        return new Constitution(
                id, id, "1", "en", "unstated", "code", Precedence.FLAT, principles, List.of(), List.of());
    }

    /** The principle of this id, where there is one. */
    public Optional<Principle> principle(String principleId) {
        return principles.stream().filter(p -> p.id().equals(principleId)).findFirst();
    }

    /**
     * This constitution with a principle left out.
     *
     * @throws IllegalArgumentException if it has none of this id, or no other
     */
    public Constitution without(String principleId) {
        if (principle(principleId).isEmpty()) {
            throw new IllegalArgumentException(
                    "constitution \"" + id + "\" has no principle \"" + principleId + "\" that could be left out");
        }
        return new Constitution(
                id,
                title,
                version,
                language,
                licence,
                source,
                precedence,
                principles.stream().filter(one -> !one.id().equals(principleId)).toList(),
                exemplars,
                comparisonExemplars);
    }

    /**
     * The principles that this one yields to, highest first: those before it in an {@linkplain Precedence#ORDERED
     * ordered} constitution, none in a flat one.
     */
    public List<Principle> above(Principle principle) {
        int place = principles.indexOf(principle);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "constitution \"" + id + "\" has no principle \"" + principle.id() + "\" of this wording");
        }
        return precedence == Precedence.ORDERED ? principles.subList(0, place) : List.of();
    }

    /**
     * SHA-256 over everything that can change what a model is sent, in a canonical form: two constitutions with the same
     * fingerprint lead to the same requests.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
