package dev.constitution.chat;

import java.util.List;
import java.util.Locale;

/**
 * What the ones who asked speak of, so that an answer may well speak of it too. A mark that nobody spoke of is no part of an
 * answer where it stands as marks do; one that somebody asked about has to stand so beyond doubt.
 *
 * @param asked the conversation that was replied to
 */
record Mentions(List<Message> asked) {

    boolean of(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return asked.stream()
                .anyMatch(message -> message.role() != Message.Role.ASSISTANT
                        && message.content().toLowerCase(Locale.ROOT).contains(lower));
    }

    boolean ofAny(String... words) {
        for (String word : words) {
            if (of(word)) {
                return true;
            }
        }
        return false;
    }
}
