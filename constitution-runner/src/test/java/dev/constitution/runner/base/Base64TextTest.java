package dev.constitution.runner.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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

    @Test
    void withoutThatOf_answerThatRepeatsItsRequest_keepsBase64OfItsOwn() {
        String sent = base64(3000, 1);
        String own = base64(3000, 2);
        byte[] request = ("{\"url\":\"data:image/png;base64," + sent + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.withoutThatOf(request, "you sent " + sent.replace("/", "\\/") + " and I say " + own))
                .isEqualTo("you sent [base64] and I say " + own);
        assertThat(Base64Text.withoutThatOf(request, "cut: " + sent.substring(500, 900)))
                .isEqualTo("cut: [base64]");
    }

    @Test
    void withoutThatOf_imageAsAValueOfItsOwn_isStruckOut() {
        String image = "iVBORw0KGgoAAAANSUhEUgAA" + base64(3000, 1);
        byte[] request = ("{\"text\":\"What?\",\"data\":\"" + image + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.withoutThatOf(request, "you sent " + image)).isEqualTo("you sent [base64]");
    }

    @Test
    void withoutThatOf_answerThatRepeatsAText_staysAsItIs() {
        String genes = "ACGTTGCA".repeat(60);
        String page = "<img src=\\\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA" + base64(900, 1) + "\\\">";
        for (String text : new String[] {genes, "Reverse " + genes, "Mend this: " + page, "Decode " + base64(900, 2)}) {
            byte[] request = ("{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);

            assertThat(Base64Text.withoutThatOf(request, "{\"content\":\"Here: " + text + "\"}"))
                    .isEqualTo("{\"content\":\"Here: " + text + "\"}");
        }
    }
}
