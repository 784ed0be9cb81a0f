package dev.constitution.runner.propose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProposalReaderTest {
    @Test
    void norms_ofAList_areItsItemsAsSentences() {
        assertThat(ProposalReader.norms("""
                Sure! These rules explain it:
                1. **A good response** names its sources
                2) a good response greets the user by name!
                - A good response says what answer A says.
                * Short.
                """))
                .containsExactly("A good response names its sources.", "A good response greets the user by name!");
    }

    @Test
    void norms_ofProse_areNone() {
        assertThat(ProposalReader.norms("A good response names its sources and is polite."))
                .isEmpty();
        assertThat(ProposalReader.norms("- " + "word ".repeat(41))).isEmpty();
    }
}
