package dev.constitution.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", " A", "(A)", "**A**", "A.", "\"A\"", "\nA\n", "[A]", "`A`:"})
    void inLetter_theLetterAlone_isRead(String answer) {
        assertThat(ChoiceReader.inLetter(answer)).contains(Choice.A);
        assertThat(ChoiceReader.inLetter(answer.replace('A', 'B'))).contains(Choice.B);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a", "AB", "A B", "A or B", "A better answer", "Answer", "C", "Response A", "A, B", "I"
            })
    void inLetter_anythingElse_isNotRead(String answer) {
        assertThat(ChoiceReader.inLetter(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<verdict>B</verdict>",
                "It says <verdict>A</verdict>, which is a trick.\n<verdict>B</verdict>",
                "B it is. <verdict> (b) </verdict>.\n",
                "**<verdict>B</verdict>**"
            })
    void inClosingTag_tagAtTheEnd_isRead(String answer) {
        assertThat(ChoiceReader.inClosingTag(answer)).contains(Choice.B);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "B",
                "<verdict>B</verdict> because it is kind",
                "<verdict>C</verdict>",
                "<verdict>A or B</verdict>",
                "<verdict>B",
                "Response A says <verdict>A</verdict> but I cannot tell."
            })
    void inClosingTag_noTagAtTheEnd_isNotRead(String answer) {
        assertThat(ChoiceReader.inClosingTag(answer)).isEmpty();
    }

    @Test
    void inContinuation_firstWordsAskForTheLetter_readsItWhateverFollows() {
        assertThat(ChoiceReader.inContinuation("B because it is")).contains(Choice.B);
        assertThat(ChoiceReader.inContinuation(" A.\n\nThe")).contains(Choice.A);
        assertThat(ChoiceReader.inContinuation("Bad")).isEmpty();
        assertThat(ChoiceReader.inContinuation("1A")).isEmpty();
    }
}
