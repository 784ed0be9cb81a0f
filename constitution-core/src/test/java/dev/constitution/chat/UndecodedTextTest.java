package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndecodedTextTest {
    private static final List<Message> ASKED = List.of(Message.user("How do I water a fern?"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufffd单价 is a word.",
                "Water\u0120it\u0120once\u0120a\u0120week.\u010a",
                "Water\u2581it\u2581once\u2581a\u2581week.",
                "Water it.<0x0A>Once a week.",
                "[object Object]",
                "undefined",
            })
    void fault_textThatWasNotDecoded_isTold(String text) {
        assertThat(UndecodedText.fault(text, ASKED)).isPresent();
        assertThat(UndecodedText.fault(text, List.of(Message.user("What does " + text + " mean?")))
                        .isPresent())
                .isEqualTo(text.contains("\u0120") || text.contains("\u2581"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Il-belt \u0120dida hija sabi\u0127a u \u0120ganna jg\u0127ix hemm.",
                "The bar is \u2581\u2582\u2583\u2584 high, and that is all that there is to see of it.",
                "SentencePiece writes `<0x0A>` for a byte.",
                "```\n<0x0A>\n```",
                "Nothing is undefined here; null and void, perhaps.",
                "\u00fcber \ud83c\udf3f",
            })
    void fault_textOfThatKind_isNone(String text) {
        assertThat(UndecodedText.fault(text, ASKED)).isEmpty();
    }
}
