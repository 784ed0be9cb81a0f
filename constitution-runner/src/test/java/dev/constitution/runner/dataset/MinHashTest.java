package dev.constitution.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.text.WordSequence;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinHashTest {
    private static MinHash sketch(String text) {
        return MinHash.of(WordSequence.of(text));
    }

    /** Texts of fewer phrases than a sketch has bins, and of many more. The standard error at one half is 0.047. */
    @ParameterizedTest
    @CsvSource({"12, 0.05", "40, 0.02", "40, 0.1", "300, 0.01", "300, 0.05", "300, 0.2", "3000, 0.05", "3000, 1"})
    void similarityTo_editedText_estimatesJaccardsIndex(int words, double edits) {
        SplittableRandom random = new SplittableRandom(words);
        int texts = 300;
        double bias = 0;
        double squares = 0;
        for (int i = 0; i < texts; i++) {
            String text = RandomText.of(random, words);
            String other = RandomText.edited(text, edits, random);
            double error = sketch(text).similarityTo(sketch(other)) - RandomText.jaccard(text, other);
            bias += error / texts;
            squares += error * error / texts;
        }

        assertThat(bias).as("mean error").isCloseTo(0, within(0.03));
        assertThat(Math.sqrt(squares)).as("standard error").isLessThan(words < 20 ? 0.12 : 0.06);
    }

    @Test
    void similarityTo_sameWords_isOne() {
        assertThat(sketch("Talk to HIM, first.").similarityTo(sketch("talk to him first")))
                .isEqualTo(1);
        assertThat(sketch("Yes.").similarityTo(sketch("yes"))).isEqualTo(1);
        assertThat(sketch("").similarityTo(sketch(" "))).isEqualTo(1);
    }

    @Test
    void similarityTo_otherText_isAboutNothing() {
        assertThat(sketch("yes").similarityTo(sketch("no"))).isLessThan(0.2);
        assertThat(sketch("👍").similarityTo(sketch("👎"))).isLessThan(0.2);
        assertThat(sketch("What is the capital of France?").similarityTo(sketch("What is the capital of Spain?")))
                .isLessThan(0.8);
        assertThat(sketch("").similarityTo(sketch("Talk to him first."))).isLessThan(0.2);
    }

    @Test
    void of_parts_hasNoPhraseAcrossThem() {
        WordSequence prompt = WordSequence.of("one two three");
        WordSequence answer = WordSequence.of("four five six");

        assertThat(MinHash.of(prompt, answer).similarityTo(sketch("one two three four five six")))
                .isLessThan(0.8);
        assertThat(MinHash.of(prompt, answer).similarityTo(MinHash.of(answer, prompt)))
                .isEqualTo(1);
    }
}
