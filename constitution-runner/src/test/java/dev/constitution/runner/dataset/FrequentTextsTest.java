package dev.constitution.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.text.WordSequence;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrequentTextsTest {
    private final FrequentTexts texts = new FrequentTexts();

    private void add(String text) {
        texts.add(WordSequence.of(text).hash(), text, 0, text.length());
    }

    @Test
    void atLeast_manyRareTexts_countsTheFrequentOnesUpToTheBound() {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, Integer> exact = new HashMap<>();
        int all = 200_000;
        for (int i = 0; i < all; i++) {
            // Every third text is one of fifty, the lower numbers oftener; the others are seen once.
            String text = i % 3 == 0 ? "frequent " + (int) (50 * Math.pow(random.nextDouble(), 3)) : "rare " + i;
            exact.merge(text, 1, Integer::sum);
            add(text);
        }

        assertThat(texts.atLeast(500)).isNotEmpty().allSatisfy(phrase -> {
            int count = exact.getOrDefault(phrase.text(), 0);
            assertThat(phrase.answers()).isBetween((long) count - all / FrequentTexts.WIDTH, (long) count);
        });
        long expected = exact.values().stream()
                .filter(count -> count >= 500 + all / FrequentTexts.WIDTH)
                .count();
        assertThat(texts.atLeast(500).size()).isGreaterThanOrEqualTo((int) expected);
    }

    /** Texts that come as late and as seldom as they may, so that most of them are kept: more than the first table holds. */
    @Test
    void atLeast_mostTextsThatCanBeKept_losesNone() {
        int buckets = 60;
        int kept = 0;
        for (int bucket = 1; bucket <= buckets; bucket++) {
            int times = buckets - bucket + 2;
            for (int i = 0; i < FrequentTexts.WIDTH; i++) {
                int number = i / times;
                boolean isWhole = (number + 1) * times <= FrequentTexts.WIDTH;
                add(isWhole ? "text " + bucket + " " + number : "rest " + bucket + " " + i);
                kept += isWhole && i % times == 0 ? 1 : 0;
            }
        }

        assertThat(kept).isGreaterThan(1 << 14);
        assertThat(texts.atLeast(2)).hasSize(kept);
    }

    @Test
    void atLeast_sameWordsOtherwiseWritten_areOneText() {
        add("It is important to note:");
        add("it is IMPORTANT to note");
        for (int i = 0; i < 3; i++) {
            add("\ud83d\ude00".repeat(100));
        }

        assertThat(texts.atLeast(2)).hasSize(2).contains(new Boilerplate.Phrase("it is IMPORTANT to note", 2));
        assertThat(texts.atLeast(3).get(0).text()).endsWith("\ud83d\ude00…").hasSizeLessThan(125);
    }
}
