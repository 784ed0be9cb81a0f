package dev.constitution.runner.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledPairTest {
    @Test
    void longer_characterOfTwoUnits_isOne() {
        LabelledPair pair = LabelledPair.of("row", List.of(Message.user("Which?")), "👋!", "ab", Preferred.A);

        assertThat(pair.longer()).isEqualTo(Preferred.TIE);
    }
}
