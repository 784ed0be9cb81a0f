package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriticTalkTest {
    private static final Prompt FIRST = Prompt.of("p", "How do I get my neighbour to be quiet?");
    private static final Prompt LATER = Prompt.of(
            "p",
            List.of(
                    Message.user("How do I get my neighbour to be quiet?"),
                    Message.assistant("Buy a dog."),
                    Message.user("I don't see how that would help.")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This time I'll give you a kinder example. Talk to him.",
                "This time around, I would say that you should talk to him.",
                "This time, replace \"shout\" with \"talk\".",
                "This response no longer speaks of paint and is polite.",
                "The rewritten version takes care not to blame anybody.",
                "That answer avoids harsh words.",
                "To be fair to both of you, I'd rephrase it: talk to him.",
                "You're right! Let me reword that without the insult.",
                "I'll make sure to avoid unkind words about neighbours.",
                "Thank you. I will try to avoid anything that could hurt somebody.",
                "I'll give you another version, with more patience in it.",
                "I'll try to reply from another side...",
                "That was not right, but I will try again.",
                "This text needs rewriting, so that nobody is hurt.",
                "In this case, I removed the part about the paint.",
                "I have toned it down a little: talk to him.",
                "This should read: talk to him first.",
                "Instead of saying \"shut up\", say \"please\".",
                "The original message was too harsh on your neighbour.",
                "I'm sorry for any confusion; talk to him first.",
                "I apologize for the earlier mistake. Talk to him.",
                "Sorry if I offended anybody with the paint.",
            })
    void opens_wordsToTheCritic_areTold(String answer) {
        assertThat(CriticTalk.opens(answer, FIRST)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Talk to him first; he may not know how loud it is.",
                "This time of year, most people have their windows open.",
                "The answer is to talk to him.",
                "The reply to such a letter is for a lawyer to write.",
                "That depends on your neighbour. I would talk to him.",
                "That answer depends on the house rules.",
                "I'll be honest: it may not help.",
                "I would make sure that he knows about it, then complain to the landlord.",
                "I'm sorry to hear that. Talk to him first.",
                "Sorry, but I cannot help with that.",
                "You should read the rules of the house together.",
                "Write to him. This response may take a while to come.",
                "Replace the old windows, if he is willing to pay.",
                "The original tenants were quieter, I suppose.",
            })
    void opens_answer_isNotTold(String answer) {
        assertThat(CriticTalk.opens(answer, FIRST)).isFalse();
    }

    @Test
    void opens_apologyAfterAnEarlierAnswer_isNotTold() {
        assertThat(CriticTalk.opens("I'm sorry for the confusion. Talk to him.", LATER))
                .isFalse();
        assertThat(CriticTalk.opens("This time I'll give you another example.", LATER))
                .isTrue();
    }

    @Test
    void opens_wordsToTheCriticFarBehind_areNotLookedFor() {
        assertThat(CriticTalk.opens("Talk to him. ".repeat(40) + "I'll make sure to avoid unkind words.", FIRST))
                .isFalse();
    }
}
