package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;

/**
 * One principle in one arm. A prompt counts once, however often the principle was asked of it.
 *
 * @param prompts on how many prompts it was asked
 * @param asked how often, all rounds together
 * @param unstated how often the critic stated no decision; the answer is then revised, but that is no objection
 * @param fires share of prompts on which the critic objected
 * @param changes share of prompts on which its revision changed the answer
 * @param wins how often a judge prefers the answer after its revision to the one before, where the two are answers of arms
 *     that were compared
 */
public record PrincipleFigures(
        String arm,
        String principle,
        long prompts,
        long asked,
        long unstated,
        Figure fires,
        Figure changes,
        Figure wins) {}
