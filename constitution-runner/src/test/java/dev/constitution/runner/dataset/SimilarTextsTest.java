package dev.constitution.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.text.WordSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimilarTextsTest {
    private static final int TEXTS = 20_000;

    private final SimilarTexts seen = new SimilarTexts(0.8);
    private final SplittableRandom random = new SplittableRandom(3);

    private static MinHash sketch(String text) {
        return MinHash.of(WordSequence.of(text));
    }

    @Test
    void find_manyTexts_findsNearCopiesAndTakesNoOtherForOne() {
        List<String> texts = new ArrayList<>();
        int falselyFound = 0;
        for (int i = 0; i < TEXTS; i++) {
            texts.add(RandomText.of(random, 60));
            falselyFound += seen.find(sketch(texts.get(i)), label -> true).isPresent() ? 1 : 0;
            seen.add(sketch(texts.get(i)), i);
        }
        int copies = 0;
        int found = 0;
        for (int i = 0; i < TEXTS; i += 7) {
            String copy = RandomText.edited(texts.get(i), 0.015, random);
            if (RandomText.jaccard(copy, texts.get(i)) >= 0.9) {
                copies++;
                found += seen.find(sketch(copy), label -> true).orElse(-1) == i ? 1 : 0;
            }
        }

        assertThat(falselyFound).isZero();
        assertThat(copies).isGreaterThan(1000);
        assertThat(found).isGreaterThan(copies * 98 / 100);
    }

    @Test
    void find_belowTheThreshold_findsNothing() {
        String text = RandomText.of(random, 400);
        seen.add(sketch(text), 1);

        assertThat(seen.find(sketch(RandomText.edited(text, 0.2, random)), label -> true))
                .isEmpty();
    }

    @Test
    void find_onlyOtherLabels_passesOverTheRest() {
        MinHash text = sketch("Talk to him first, and write down when it happens.");
        seen.add(text, 1);

        assertThat(seen.find(text, label -> label != 1)).isEmpty();
        seen.add(text, 2);
        assertThat(seen.find(text, label -> label != 1)).hasValue(2);
    }

    /** Each further copy would cost a walk over all before it: 10⁵ of them would not end. */
    @Test
    @Timeout(60)
    void add_thousandsOfTheSameText_staysQuick() {
        MinHash text = sketch("As an AI language model, I cannot answer this question.");
        for (int i = 0; i < 100_000; i++) {
            seen.add(text, i);
        }

        assertThat(seen.find(text, label -> true)).isPresent();
    }
}
