package dev.constitution.local;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Draws the tokens of one answer; what it draws depends on its settings and the logits alone.
 *
 * <p>In this order: the penalty on the recent tokens, of the prompt too; the {@code topK} likeliest; the temperature; the
 * {@code topP} likeliest of what is left. Tokens that end the answer are never penalised. The mathematics is that of
 * {@link StrictMath}, equal on every platform. Not thread-safe.
 */
final class Sampler {
    /** How many recent tokens the penalty looks at. */
    static final int RECENT = 256;

    private final SamplingSettings settings;
    private final SplittableRandom random;
    private final int[] recent = new int[RECENT];
    private int seen;

    Sampler(SamplingSettings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
    }

    /** Notes a token of the prompt or of the answer that later ones should not repeat. */
    void accept(int token) {
        recent[seen++ % RECENT] = token;
    }

    /** Draws the next token; changes {@code logits} on the way. */
    int next(float[] logits) {
        penalise(logits);
        boolean greedy = settings.temperature() == 0;
        int[] tokens = TopTokens.of(logits, greedy ? 1 : settings.topK());
        if (tokens.length == 0) {
            throw new LocalModelException("the model computed no number for any token; its file may be damaged");
        }
        return greedy ? tokens[0] : draw(tokens, logits);
    }

    private void penalise(float[] logits) {
        if (settings.repeatPenalty() == 1) {
            return;
        }
        float penalty = (float) settings.repeatPenalty();
        BitSet done = new BitSet(logits.length);
        for (int i = Math.max(0, seen - RECENT); i < seen; i++) {
            int token = recent[i % RECENT];
            if (!done.get(token)) {
                done.set(token);
                logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
            }
        }
    }

    private int draw(int[] tokens, float[] logits) {
        double[] weights = new double[tokens.length];
        double total = 0;
        for (int i = 0; i < tokens.length; i++) {
            double distance = (double) logits[tokens[i]] - logits[tokens[0]];
            weights[i] = StrictMath.exp(distance / settings.temperature());
            total += weights[i];
        }
        int kept = 0;
        double mass = 0;
        while (kept < tokens.length && (kept == 0 || mass < settings.topP() * total)) {
            mass += weights[kept++];
        }
        double point = random.nextDouble() * mass;
        for (int i = 0; i < kept - 1; i++) {
            point -= weights[i];
            if (point < 0) {
                return tokens[i];
            }
        }
        return tokens[kept - 1];
    }
}
