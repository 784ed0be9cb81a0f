package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is rude.\\n<decision>revise</decision>|REVISE",
                "Fine. <decision>keep</decision>|KEEP",
                "Fine.\\n**<Decision> KEEP </Decision>**.\\n|KEEP",
                "<decision>keep</decision> Then again, it is rude.|UNSTATED",
                "<decision>keep</decision> no: <decision>revise</decision>|REVISE",
                "I would keep it, no critique needed|UNSTATED",
                "<decision>revise|UNSTATED",
            })
    void in_tagsAnywhere_onlyTheClosingOneDecides(String critique, Decision expected) {
        assertThat(Decision.in(critique.replace("\\n", "\n"))).isEqualTo(expected);
    }

    @Test
    void strip_severalTags_removesTheClosingOneOnly() {
        assertThat(Decision.strip("Says <decision>keep</decision> twice.\n<decision>keep</decision>\n"))
                .isEqualTo("Says <decision>keep</decision> twice.");
    }
}
