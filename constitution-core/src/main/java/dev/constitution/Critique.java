package dev.constitution;

/**
 * What a critic said of an answer.
 *
 * @param text the critique without its decision tag
 * @param decision what it comes to
 * @param reply the critic's answer, untouched
 */
public record Critique(String text, Decision decision, Reply reply) {}
