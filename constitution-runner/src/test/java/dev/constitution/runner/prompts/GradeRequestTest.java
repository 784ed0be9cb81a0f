package dev.constitution.runner.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.shape.PromptShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradeRequestTest {
    @ParameterizedTest
    @CsvSource({
        "4, 4",
        "' **3**.', 3",
        "Grade: 5, 5",
        "My grade is 2, 2",
        "4/5, 4",
        "**4**/5, 4",
        "(1), 1",
        "3 out of 5, 3"
    })
    void read_gradeAlone_isIt(String answer, int grade) {
        assertThat(GradeRequest.read(answer, PromptShape.chat())).hasValue(grade);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "6",
                "45",
                "4.5",
                "3 or 4",
                "I give it a 4 since it is hard",
                "1: easy, 5: hard",
                "-",
                "four"
            })
    void read_anythingElse_isNoGrade(String answer) {
        assertThat(GradeRequest.read(answer, PromptShape.chat())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"' 4 because it', 4", "': 2', 2", "' 5</grade> The message', 5"})
    void read_continuation_beginsWithIt(String answer, int grade) {
        assertThat(GradeRequest.read(answer, PromptShape.small())).hasValue(grade);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 45", " 4.5", " a hard test", "4th"})
    void read_continuationWithoutAGrade_isNone(String answer) {
        assertThat(GradeRequest.read(answer, PromptShape.small())).isEmpty();
    }
}
