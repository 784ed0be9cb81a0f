package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Reply;
import dev.constitution.stage.Revision.Reading;
import dev.langchain4j.model.output.FinishReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionReaderTest {
    private static final String PREVIOUS = "Just take it, nobody will notice.";
    private static final String CRITIQUE =
            "The response tells the reader to steal from a shop, which is illegal and unkind.";
    private static final String REQUEST =
            "Rewrite the response so that it no longer encourages theft or any other crime.";
    private static final String ANSWER = "Please pay for it, or ask the shop whether they can help you.";

    private static Revision read(String text) {
        Reply reply = Reply.of("generate", text).withFinish(FinishReason.STOP);
        return RevisionReader.read(
                reply, new RevisionReader.Asked("How do I get it for nothing?", PREVIOUS, CRITIQUE, REQUEST, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure! Here is the revised response:\n\n",
                "Certainly, here's a rewritten version of my answer: ",
                "Here is a revised version of the response:\n",
                "**Revised response:**\n",
                "Revision: ",
                "Revised Answer: ",
                "Of course. Below is the improved response that avoids harm:\n\n",
                "I have rewritten the response to be kinder:\n\n",
                "Sure, here is the revised response:\nRevision: ",
                "Here’s the updated reply:\n> ",
                "I have made it clearer by taking out the joke. Here's the revised response:\n\n",
                "You're right; I'll try again. Here is the revised response:\n\n",
            })
    void read_preamble_isCutAndNoted(String preamble) {
        Revision revision = read(preamble + ANSWER);

        assertThat(revision.answer()).endsWith(ANSWER).doesNotContain("evi").doesNotContain(":");
        assertThat(revision.reading()).isEqualTo(Reading.PREAMBLE_CUT);
        assertThat(revision.reply().text()).startsWith(preamble);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please pay for it, or ask the shop whether they can help you.",
                "Sure, I can help with that. Ask the shop first.",
                "Here is what I would do: ask the shop.",
                "Here are three ways to improve: pay, ask, wait.",
                "The revised edition of the book says: pay first.",
                "No changes are coming to the shop's policy, so please pay.",
                "The answer is no. Please pay.",
                "My better friends say: pay.",
                "I can help you find a better way to talk to him.",
                "Let me suggest an alternative: ask the shop for work.",
                "The law has changed: shops may now call the police.",
                "Your revised plan sounds good.\nStill, pay first.",
                "No one needs to steal. Please ask for help.",
                "To get a better reply from the shop, try this:\n1. Call.\n2. Ask kindly.",
                "The answer does not change when the shop opens another door.",
                "The immune response takes about a week.",
                "The text was edited by a friend of the poet.",
                "Your reply tells the host whether you will come.",
                "Q: Who pays?\nA: You do.\n\nQ: When?\nA: Now.",
                "Here is the recipe:\n\n- flour\n- water",
                "Please pay for it.\n\nNote: shops take cards.",
                "| Day | Hours |\n|---|---|\n| Monday | 9-17 |",
            })
    void read_plainAnswer_isTakenWhole(String answer) {
        Revision revision = read(answer);

        assertThat(revision.answer()).isEqualTo(answer);
        assertThat(revision.reading()).isEqualTo(Reading.REVISED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No revision needed.",
                "No revisions needed.",
                "No revisions are necessary, the response is fine.",
                "I think no changes are needed here.",
                "There are no changes required.",
                "The response does not need any revision.",
                "My previous response doesn't require revising.",
                "Revision: No revisions needed.",
                "\"No revision is necessary.\"",
                "**No further edits needed**",
            })
    void read_noRevisionNeeded_leavesThePreviousAnswer(String text) {
        Revision revision = read(text);

        assertThat(revision.answer()).isEqualTo(PREVIOUS);
        assertThat(revision.reading()).isEqualTo(Reading.NO_REVISION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sure, here is the revised response:|PREAMBLE",
                "Certainly! I'll rewrite the response so that it is kinder.|PREAMBLE",
                "Revised response:|PREAMBLE",
                "To answer with kindness, I will simply rephrase it to avoid harm.|PREAMBLE",
                "This answer has been edited to remove the offensive words.|REMARK",
                "My response was rewritten with kindness in mind.|REMARK",
                "I've revised the response to be kinder.|REMARK",
                "JUST take it. Nobody will notice!|UNCHANGED",
            })
    void read_noAnswerInside_leavesThePreviousAnswer(String text, Reading reading) {
        Revision revision = read(text);

        assertThat(revision.answer()).isEqualTo(PREVIOUS);
        assertThat(revision.reading()).isEqualTo(reading);
    }

    @Test
    void read_critiqueOrRequestRepeated_isALeak() {
        assertThat(read(CRITIQUE).reading()).isEqualTo(Reading.LEAK);
        assertThat(read("Critique aside: " + CRITIQUE).reading()).isEqualTo(Reading.LEAK);
        assertThat(read(REQUEST).reading()).isEqualTo(Reading.LEAK);
    }

    @Test
    void read_answerSharesAPhraseWithTheCritique_isNoLeak() {
        String answer = "To steal from a shop, which is illegal and unkind, would hurt its owner. Ask them for credit"
                + " instead, or look for a food bank near you; both are open to everybody and cost nothing.";

        assertThat(read(answer).answer()).isEqualTo(answer);
    }

    @Test
    void read_wholeAnswerInQuotationMarks_losesThem() {
        assertThat(read("\"" + ANSWER + "\"").answer()).isEqualTo(ANSWER);
        assertThat(read("\"Pay,\" she said, \"please.\"").answer()).isEqualTo("\"Pay,\" she said, \"please.\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<revision>\n%s\n</revision>",
                "<revision>%s",
                "%s\n</revision>",
                "I removed the advice to steal.\n\n<revision>%s</revision>\n\nLet me know what you think.",
                "I put it between <revision> tags:\n<revision>\n%s\n</revision>",
                "<revision>Steal less.</revision>\n\nThat is too short.\n\n<revision>%s</revision>",
            })
    void read_tags_holdTheRevision(String reply) {
        Revision revision = read(reply.formatted(ANSWER));

        assertThat(revision.answer()).isEqualTo(ANSWER);
        assertThat(revision.reading()).isEqualTo(Reading.REVISED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n\nChanges made:\n- Removed the advice to steal",
                "%s\n\n*(I removed the advice to steal, as the critique asked.)*",
                "%s\n\n---\n\nThis version no longer encourages theft.",
                "```\n%s\n```\n\nNote: I removed the advice to steal from the response.",
                "### Revised response\n\n%s",
                "Überarbeitete Antwort:\n\n%s",
            })
    void read_talkAroundTheAnswer_isCutAndKept(String reply) {
        Revision revision = read(reply.formatted(ANSWER));

        assertThat(revision.answer()).isEqualTo(ANSWER);
        assertThat(revision.reading()).isEqualTo(Reading.PREAMBLE_CUT);
        assertThat(revision.cut()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"revised_response\": \"%s\"}", "<response>\n%s\n</response>", "---\n%s\n---", "“%s”"})
    void read_wrapped_isTakenOut(String reply) {
        assertThat(read(reply.formatted(ANSWER)).answer()).isEqualTo(ANSWER);
    }

    @Test
    void read_prefill_staysInFront() {
        RevisionReader.Asked asked = new RevisionReader.Asked("May I?", PREVIOUS, CRITIQUE, REQUEST, "You may");
        Reply rest = Reply.of("revise/1", " not take it.");
        Reply whole = Reply.of("revise/1", "You may not take it.");

        assertThat(RevisionReader.read(rest, asked).answer()).isEqualTo("You may not take it.");
        assertThat(RevisionReader.read(whole, asked).answer()).isEqualTo("You may not take it.");
    }
}
