package dev.constitution.runner.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenPromptsTest {
    private static List<String> read(String reply) {
        return WrittenPrompts.in(reply, 5, false, false);
    }

    @Test
    void in_listsOfAllMarks_areRead() {
        assertThat(read("1. What is the first?\n2) What is the second?\n(3) What is the third?\n- What is the fourth?\n"
                        + "* What is the fifth?\n"))
                .containsExactly(
                        "What is the first?",
                        "What is the second?",
                        "What is the third?",
                        "What is the fourth?",
                        "What is the fifth?");
    }

    @Test
    void in_preambleAndRemarks_areLeftOut() {
        assertThat(read("Sure! Here are 2 messages:\n\n1. **What is the time?**\n\n2. \"User: Where am I now?\"\n\n"
                        + "Let me know if you need more."))
                .containsExactly("What is the time?", "User: Where am I now?");
        assertThat(read("1. User: \"Where am I now?\"\n")).containsExactly("Where am I now?");
    }

    @Test
    void in_jsonAlsoInABlock_isRead() {
        assertThat(read("[\"What is the time?\", \"Where am I now?\", 3]"))
                .containsExactly("What is the time?", "Where am I now?");
        assertThat(read("Here:\n```json\n[\"What is the time?\"]\n```")).containsExactly("What is the time?");
        assertThat(read("[\"What is the time?\"")).isEmpty();
    }

    @Test
    void in_repeatedItems_areReadOnce() {
        assertThat(read("1. What is the time?\n2. What is the time\n3. what is THE time?"))
                .hasSize(1);
    }

    @Test
    void in_moreThanAskedFor_endsThere() {
        assertThat(WrittenPrompts.in("1. What is it?\n2. Who is it?\n3. Where is it?", 2, false, false))
                .containsExactly("What is it?", "Who is it?");
    }

    @Test
    void in_cutOff_leavesTheLastOut() {
        assertThat(WrittenPrompts.in("1. What is the time?\n2. Where do I", 5, true, false))
                .containsExactly("What is the time?");
        assertThat(WrittenPrompts.in("1. What is the time?\n", 5, true, false)).hasSize(1);
    }

    @Test
    void in_itemsThatAreNoWholePrompt_areLeftOut() {
        assertThat(read("1. Goes on\nin another line\n2. A heading of some words:\n3. Tell me of [your name] now\n"
                        + "4. No\n5. I'm sorry, but I can't help with that.\n6. What about this one?"))
                .containsExactly("What about this one?");
    }

    @Test
    void in_continuedList_beginsWithItsFirstItem() {
        assertThat(WrittenPrompts.in(" What is the time?\n2. Where am I now?", 5, false, true))
                .containsExactly("What is the time?", "Where am I now?");
        assertThat(WrittenPrompts.in("1. What is the time?", 5, false, true)).containsExactly("What is the time?");
    }

    @Test
    void in_noList_isEmpty() {
        assertThat(read("")).isEmpty();
        assertThat(read("I would rather write a poem about the sea.")).isEmpty();
        assertThat(read("1.\n2.\n")).isEmpty();
    }
}
