package dev.constitution.runner.cost;

import dev.constitution.chat.Tool;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.runner.base.ToolsJson;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;

/**
 * Guesses how many tokens a text has, for any model: a token for every four bytes of its UTF-8 form. That is the usual
 * rule of four characters a token for English, and counts other scripts, which vocabularies cut finer, more highly.
 */
public final class TokenEstimate {
    private static final int BYTES_A_TOKEN = 4;

    /** What a chat template adds around a turn. */
    private static final int TOKENS_A_TURN = 4;

    /** Providers reckon an image by its size, most of them between some hundreds and two thousand. */
    private static final int TOKENS_AN_IMAGE = 1000;

    private static final int LETTERS = 26;

    private TokenEstimate() {}

    public static long of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate pair has four bytes, two for each half.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
    }

    /** A text of this many tokens, which no other step has: a stage may look for what is said twice. */
    public static String textOf(int tokens, String step) {
        StringBuilder word = new StringBuilder(BYTES_A_TOKEN);
        for (int rest = step.hashCode(); word.length() < BYTES_A_TOKEN; rest /= LETTERS) {
            word.append((char) ('a' + Math.floorMod(rest, LETTERS)));
        }
        return word.toString().repeat(tokens);
    }

    /** All that a model is sent: the turns with their images, and what tools it may call. */
    public static long of(ChatRequest request) {
        long tokens = 0;
        for (ChatMessage message : request.messages()) {
            tokens += TOKENS_A_TURN + of(LangChainTurn.of(message).content());
            tokens += (long) TOKENS_AN_IMAGE * LangChainTurn.images(message);
        }
        for (ToolSpecification tool : ToolsJson.in(request)) {
            tokens += of(Tool.definitionOf(tool));
        }
        return tokens;
    }
}
