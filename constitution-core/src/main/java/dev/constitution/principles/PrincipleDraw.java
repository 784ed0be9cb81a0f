package dev.constitution.principles;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Draws principles in such a way that whether one is drawn before another depends on these two alone.
 *
 * <p>Each principle waits for a time that follows from the draw and its id, exponentially distributed with its weight as the
 * rate; those that wait least are drawn, the first first (Efraimidis and Spirakis 2006, weighted random sampling without
 * replacement). So a principle that is added comes into the draws that it wins and changes no other, one that is taken away
 * leaves the others as they were, and neither their order nor their wording counts: rows keep what they were answered.
 */
final class PrincipleDraw {
    private static final long HASH_START = 0xCBF29CE484222325L;
    private static final long HASH_PRIME = 0x100000001B3L;

    /** Stands in place of a time. */
    private static final double DRAWN = Double.NaN;

    private PrincipleDraw() {}

    /** The first of a draw, at most {@code count}. */
    static List<Principle> first(
            int count, List<Principle> principles, ToDoubleFunction<Principle> weight, RandomGenerator random) {
        long draw = random.nextLong();
        double[] waits = new double[principles.size()];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = unitWait(draw, principles.get(i).id()) / weight.applyAsDouble(principles.get(i));
        }
        List<Principle> first = new ArrayList<>();
        while (first.size() < Math.min(count, waits.length)) {
            int next = least(waits);
            first.add(principles.get(next));
            waits[next] = DRAWN;
        }
        return List.copyOf(first);
    }

    /** Who waits least of those that are not drawn yet. */
    private static int least(double[] waits) {
        int least = -1;
        for (int i = 0; i < waits.length; i++) {
            if (!Double.isNaN(waits[i]) && (least < 0 || waits[i] < waits[least])) {
                least = i;
            }
        }
        return least;
    }

    /** Exponentially distributed with rate 1; the same on every machine, which {@code Math.log} does not promise. */
    private static double unitWait(long draw, String id) {
        return -StrictMath.log(1 - new SplittableRandom(draw ^ hash(id)).nextDouble());
    }

    /** Of 64 bits: ids whose 32 bits of {@code hashCode} are the same would always stand or fall together. */
    private static long hash(String id) {
        long hash = HASH_START;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * HASH_PRIME;
        }
        return hash;
    }
}
