package dev.constitution.chat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the ones who asked speak of, so that an answer may well speak of it too. A mark that nobody spoke of is no part of an
 * answer where it stands as marks do; one that somebody asked about has to stand so beyond doubt. Used by one thread.
 */
final class Mentions {
    private final List<Message> asked;
    private @Nullable String lower;

    /**
     * @param asked the conversation that was replied to
     */
    Mentions(List<Message> asked) {
        this.asked = asked;
    }

    boolean of(String words) {
        String all = lower;
        if (all == null) {
            all = asked.stream()
                    .filter(message -> message.role() != Message.Role.ASSISTANT)
                    .map(Message::content)
                    .collect(Collectors.joining("\n"))
                    .toLowerCase(Locale.ROOT);
            lower = all;
        }
        return all.contains(words.toLowerCase(Locale.ROOT));
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
