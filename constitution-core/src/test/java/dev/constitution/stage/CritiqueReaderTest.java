package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Reply;
import dev.constitution.principles.Decision;
import dev.langchain4j.model.output.FinishReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CritiqueReaderTest {

    private static Critique read(String said) {
        return CritiqueReader.read(Reply.of("critique/1", said).withFinish(FinishReason.STOP), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is rude.\\n<decision>revise</decision>|REVISE",
                "Fine. <decision>keep</decision>|KEEP",
                "Fine.\\n**<Decision> KEEP </Decision>**.\\n|KEEP",
                "<decision>keep</decision> Then again, it is rude.|UNSTATED",
                "<decision>keep</decision> no: <decision>revise</decision>|REVISE",
                "I would keep it as it is; no changes needed.|KEEP",
                "No critique needed, one might say, but it is rude.|REVISE",
                "It is about tea. It names two kinds.|UNSTATED",
                "<decision>revise|REVISE",
                "<decision>revise</decision>\\n\\nIt is about tea.|REVISE",
                "It is about tea.\\n<decision>revise</decision>\\nSuggested: Tea is fine.|REVISE",
                "It is about tea.\\n<verdict>keep</verdict>|KEEP",
                "<decision>keep</decision>\\n<decision>revise</decision>\\nOne of these.|UNSTATED",
            })
    void read_tagsAnywhere_onlyTheClosingOneDecides(String critique, Decision expected) {
        assertThat(read(critique.replace("\\n", "\n")).decision()).isEqualTo(expected);
    }

    @Test
    void read_severalTags_textLacksTheClosingOneOnly() {
        assertThat(read("Says <decision>keep</decision> twice.\n<decision>keep</decision>\n")
                        .text())
                .isEqualTo("Says <decision>keep</decision> twice.");
    }
}
