package dev.constitution.judge;

import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.Reply;
import java.util.List;

/**
 * The tokens of the answer alone. Servers report those of the thoughts before it too, in a field of their own or in the
 * text, and a letter means nothing there.
 */
final class AnswerTokens {
    private AnswerTokens() {}

    static List<TokenLogprobs> of(List<TokenLogprobs> all, Reply reply) {
        StringBuilder said = new StringBuilder();
        all.forEach(token -> said.append(token.token()));
        boolean hasThought = reply.thoughts().isPresent();
        if (!hasThought && said.toString().stripLeading().startsWith(reply.text())) {
            return all;
        }
        int at = reply.text().isEmpty() ? -1 : said.lastIndexOf(reply.text());
        int start = 0;
        for (int i = 0; i < all.size() && start <= at; i++) {
            String token = all.get(i).token();
            if (at < start + token.length()) {
                return token.substring(0, at - start).isBlank() ? all.subList(i, all.size()) : List.of();
            }
            start += token.length();
        }
        return hasThought ? List.of() : all;
    }
}
