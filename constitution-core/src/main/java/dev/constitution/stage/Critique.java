package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.principles.Decision;

/**
 * What a critic said of an answer.
 *
 * @param text the critique without its decision tag
 * @param decision what it comes to
 * @param reply the critic's answer, untouched
 */
public record Critique(String text, Decision decision, Reply reply) {}
