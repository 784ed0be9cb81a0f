package dev.constitution.runner.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base64TextTest {
    private static String base64(int bytes, long seed) {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    @Test
    void without_longRunAnywhere_strikesItOutWithItsEnd() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String before = "a word / and ".repeat(random.nextInt(40));
            String run = base64(150 + random.nextInt(600), i);
            String escaped = random.nextBoolean() ? run : run.replace("/", "\\/");

            assertThat(Base64Text.without(before + '"' + escaped + "\", behind it"))
                    .isEqualTo(before + "\"[base64]\", behind it");
        }
    }

    @Test
    void without_textsWithoutLongRuns_areTheSame() {
        for (String text :
                new String[] {"", "a", "word ".repeat(900), base64(140, 1), "\\".repeat(900), ".".repeat(900)}) {
            assertThat(Base64Text.without(text)).isEqualTo(text);
        }
    }

    @Test
    void without_millionsOfLetters_needNoDeepStack() {
        assertThat(Base64Text.without("x: " + base64(9_000_000, 3))).isEqualTo("x: [base64]");
    }
}
