package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    @Test
    void append_characterInPieces_comesOutWhole() {
        byte[] fish = "🐟".getBytes(StandardCharsets.UTF_8);
        AnswerText text = new AnswerText(List.of());

        text.append(new byte[] {fish[0], fish[1]});
        assertThat(text.takeCertain()).isEmpty();
        text.append(new byte[] {fish[2]});
        text.append(new byte[] {fish[3], 'x'});

        assertThat(text.takeCertain()).isEqualTo("🐟x");
    }

    @Test
    void append_invalidBytes_becomeReplacementCharacters() {
        AnswerText text = new AnswerText(List.of());

        text.append(new byte[] {'a', (byte) 0xFF, 'b'});

        assertThat(text).hasToString("a\uFFFDb");
    }

    @Test
    void takeRest_incompleteCharacterAtTheEnd_isDropped() {
        AnswerText text = new AnswerText(List.of());

        text.append(new byte[] {'a', (byte) 0xF0});

        assertThat(text.takeRest()).isEqualTo("a");
    }

    @Test
    void takeCertain_beginningOfStop_isHeldBackUntilItIsNone() {
        AnswerText text = new AnswerText(List.of("stop", "top!"));

        text.append(bytes("a st"));
        assertThat(text.takeCertain()).isEqualTo("a ");
        text.append(bytes("op"));
        assertThat(text.isStopped()).isTrue();
        assertThat(text.takeCertain()).isEmpty();
        assertThat(text).hasToString("a ");
    }

    @Test
    void takeRest_beginningOfStopAtTheEnd_comesOut() {
        AnswerText text = new AnswerText(List.of("stop"));

        text.append(bytes("a sto"));

        assertThat(text.takeCertain() + text.takeRest()).isEqualTo("a sto");
    }

    @Test
    void append_twoStops_cutsAtTheEarlier() {
        AnswerText text = new AnswerText(List.of("world", "lo"));

        assertThat(text.append(bytes("hello world"))).isTrue();

        assertThat(text).hasToString("hel");
    }

    @Test
    void takeCertain_randomPieces_giveTheTextBeforeTheStop() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            String whole = random.ints(30, 0, 3)
                    .mapToObj(i -> "abé".substring(i, i + 1))
                    .reduce("", String::concat);
            int stop = whole.indexOf("aab");
            AnswerText text = new AnswerText(List.of("aab"));
            StringBuilder taken = new StringBuilder();
            byte[] bytes = bytes(whole);
            for (int from = 0, to; from < bytes.length && !text.isStopped(); from = to) {
                to = Math.min(bytes.length, from + 1 + random.nextInt(4));
                text.append(Arrays.copyOfRange(bytes, from, to));
                taken.append(text.takeCertain());
            }
            assertThat(taken + text.takeRest()).isEqualTo(stop < 0 ? whole : whole.substring(0, stop));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
