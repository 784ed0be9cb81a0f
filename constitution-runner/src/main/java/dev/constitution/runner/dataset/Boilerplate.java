package dev.constitution.runner.dataset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.text.LongSet;
import dev.constitution.text.Sentences;
import dev.constitution.text.WordSequence;
import java.util.List;

/**
 * Openings and sentences that many chosen answers share: over-training on such data gives preachy boilerplate (the paper,
 * section 4.3).
 *
 * @param openings the first five words that at least 1 % of the answers open with, most frequent first
 * @param sentences the sentences that at least 1 % of the answers contain, most frequent first
 * @param openingShare the share of answers that open with one of these, in [0, 1]
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder("openingShare")
public record Boilerplate(List<Phrase> openings, List<Phrase> sentences, double openingShare) {

    public Boilerplate {
        openings = List.copyOf(openings);
        sentences = List.copyOf(sentences);
    }

    /**
     * A phrase of several answers.
     *
     * @param text as the second of them has it, cut where it is long
     * @param answers how many have it, up to case and punctuation; too low by at most 1 in 5,000 phrases
     */
    public record Phrase(String text, long answers) {}

    /** Counts answer by answer, in bounded memory. */
    static final class Sum {
        private static final int WORDS_OF_AN_OPENING = 5;
        private static final int SHORTEST_SENTENCE = 4;
        private static final int FEWEST_ANSWERS = 3;
        private static final double LISTED = 0.01;

        private final FrequentTexts openings = new FrequentTexts();
        private final FrequentTexts sentences = new FrequentTexts();
        private long answers;

        void add(String answer) {
            answers++;
            String opening = opening(answer);
            if (!opening.isEmpty()) {
                openings.add(WordSequence.of(opening).hash(), opening, 0, opening.length());
            }
            LongSet seen = new LongSet(0);
            Sentences.read(answer, (start, end, words, hash) -> {
                if (words >= SHORTEST_SENTENCE && seen.add(hash)) {
                    sentences.add(hash, answer, start, end);
                }
            });
        }

        /** The first words, with what stands before and between them. */
        private static String opening(String answer) {
            int end = 0;
            int at = 0;
            for (int words = 0; words < WORDS_OF_AN_OPENING && at < answer.length(); words++) {
                while (at < answer.length() && isSpace(answer.charAt(at))) {
                    at++;
                }
                while (at < answer.length() && !isSpace(answer.charAt(at))) {
                    at++;
                    end = at;
                }
            }
            return answer.substring(0, end);
        }

        private static boolean isSpace(char c) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }

        Boilerplate result() {
            double fewest = Math.max(FEWEST_ANSWERS, LISTED * answers);
            List<Phrase> frequent = openings.atLeast(fewest);
            long opened = frequent.stream().mapToLong(Phrase::answers).sum();
            return new Boilerplate(frequent, sentences.atLeast(fewest), answers == 0 ? 0 : (double) opened / answers);
        }
    }
}
