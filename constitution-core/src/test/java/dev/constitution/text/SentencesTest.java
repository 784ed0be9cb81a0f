package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final String[] PARTS = {
        "a",
        "Word",
        "word's",
        "ABC12",
        "x".repeat(70),
        " ",
        "  ",
        "\n",
        ".",
        "...",
        "! ",
        "?",
        "—",
        "é",
        "naïve",
        "你好",
        "。",
        "-- -",
        "#*",
        "\t"
    };

    private record Sentence(String text, int words, long hash) {}

    private static List<Sentence> read(String text) {
        List<Sentence> sentences = new ArrayList<>();
        Sentences.read(
                text,
                (start, end, words, hash) -> sentences.add(new Sentence(text.substring(start, end), words, hash)));
        return sentences;
    }

    @Test
    void read_marksAndLines_endASentence() {
        assertThat(read("Is it? Yes!\nIt is. 对。end"))
                .extracting(Sentence::text)
                .containsExactly("Is it?", " Yes!", "\n", "It is.", " 对。", "end");
    }

    /** A sentence counts as it does alone, whatever stands around it. */
    @Test
    void read_anyText_countsEachSentenceAsATextOfItsOwn() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            int known = i % 2 == 0 ? PARTS.length : 12; // half of them in ASCII
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(PARTS[random.nextInt(known)]);
            }
            List<Sentence> sentences = read(text.toString());

            assertThat(String.join("", sentences.stream().map(Sentence::text).toList()))
                    .isEqualTo(text.toString());
            for (Sentence sentence : sentences) {
                WordSequence alone = WordSequence.of(sentence.text());
                assertThat(sentence).isEqualTo(new Sentence(sentence.text(), alone.size(), alone.hash()));
            }
        }
    }
}
