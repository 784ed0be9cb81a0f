/**
 * The method: a {@link Stage} takes a {@link dev.constitution.chat.Prompt} through it, and an {@link Outcome} says what
 * became of it. {@link CritiqueRevision} is SL-CAI, {@link Comparison} is RL-CAI (Bai et al. 2022, arXiv 2212.08073, which
 * "the paper" means everywhere here), {@link Contrast} makes pairs with and without the constitution. In: prompts and chat models. Out: outcomes with every step on the way.
 */
@NullMarked
package dev.constitution.stage;

import org.jspecify.annotations.NullMarked;
