package dev.constitution.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LetterLogprobsTest {

    /** A token with its rivals, given as token, probability, token, probability, … */
    private static TokenLogprobs token(String token, Object... rivals) {
        List<Candidate> top = new ArrayList<>();
        double own = 0.5;
        for (int i = 0; i < rivals.length; i += 2) {
            double probability = ((Number) rivals[i + 1]).doubleValue();
            top.add(new Candidate((String) rivals[i], Math.log(probability)));
            own = rivals[i].equals(token) ? probability : own;
        }
        return new TokenLogprobs(token, Math.log(own), top);
    }

    private static OptionalDouble read(TokenLogprobs... tokens) {
        return LetterLogprobs.read(List.of(tokens));
    }

    @Test
    void read_bothLetters_isTheShareOfA() {
        assertThat(read(token("A", "A", 0.6, "B", 0.2, "The", 0.1)).getAsDouble())
                .isEqualTo(0.75, within(1e-12));
    }

    @Test
    void read_severalSpellings_addsThemUp() {
        assertThat(read(token(" A", " A", 0.3, "A", 0.3, " B", 0.1, "B", 0.1)).getAsDouble())
                .isEqualTo(0.75, within(1e-12));
    }

    @Test
    void read_openingMarksFirst_readsTheTokenBehindThem() {
        assertThat(read(token("\n", "\n", 0.9), token("(", "(", 1), token("B", "A", 0.2, "B", 0.8))
                        .getAsDouble())
                .isEqualTo(0.2, within(1e-12));
    }

    @Test
    void read_oneLetterMissing_isBoundedTowardsAHalf() {
        // B is at most as likely as the least likely token that is listed, and as what is left.
        assertThat(read(token("A", "A", 0.7, "The", 0.2, "I", 0.02)).getAsDouble())
                .isEqualTo(0.7 / 0.72, within(1e-12));
        assertThat(read(token("A", "A", 0.7, "The", 0.29)).getAsDouble()).isEqualTo(0.7 / 0.71, within(1e-12));
        assertThat(read(token("B", "B", 0.9, "The", 0.09)).getAsDouble()).isEqualTo(0.01 / 0.91, within(1e-9));
    }

    @Test
    void read_onlyTheDrawnTokenKnown_isBoundedByWhatItLeaves() {
        assertThat(LetterLogprobs.read(List.of(new TokenLogprobs("A", Math.log(0.8), List.of())))
                        .getAsDouble())
                .isEqualTo(0.8, within(1e-12));
        assertThat(LetterLogprobs.read(List.of(new TokenLogprobs("A", Math.log(0.3), List.of()))))
                .as("B may be as likely")
                .isEmpty();
    }

    @Test
    void read_noLetterOrHardlyAny_isNotRead() {
        assertThat(read()).isEmpty();
        assertThat(read(token("\n", "\n", 1))).isEmpty();
        assertThat(read(token("Sorry", "Sorry", 0.9, "I", 0.05))).isEmpty();
        assertThat(read(token("Sorry", "Sorry", 0.98, "A", 0.004, "B", 0.001))).isEmpty();
    }

    @Test
    void read_nonsenseProbabilities_areNotRead() {
        TokenLogprobs nan = new TokenLogprobs(
                "A", Double.NaN, List.of(new Candidate("A", Double.NaN), new Candidate("B", Double.NaN)));
        TokenLogprobs positive = new TokenLogprobs("A", 3, List.of(new Candidate("A", 3)));

        assertThat(LetterLogprobs.read(List.of(nan))).isEmpty();
        assertThat(LetterLogprobs.read(List.of(positive))).isEmpty();
    }
}
