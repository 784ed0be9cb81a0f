package dev.constitution.runner.advice;

import dev.constitution.runner.stats.Proportion;

/**
 * What a principle's critic did in a run, counted by prompt.
 *
 * @param asked prompts on which it was asked
 * @param objected those on which it objected at least once
 * @param changed those on which the answer was another one afterwards
 */
public record PrincipleUse(String principle, long asked, long objected, long changed) {
    static PrincipleUse none(String principle) {
        return new PrincipleUse(principle, 0, 0, 0);
    }

    PrincipleUse plus(boolean objection, boolean change) {
        return new PrincipleUse(principle, asked + 1, objected + (objection ? 1 : 0), changed + (change ? 1 : 0));
    }

    /** Of the prompts on which it was asked, those on which it objected. */
    public Proportion firing() {
        return new Proportion(objected, asked);
    }

    /** Of the prompts on which it objected, those whose answer changed. */
    public Proportion changing() {
        return new Proportion(changed, objected);
    }
}
