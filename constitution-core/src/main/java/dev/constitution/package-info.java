/**
 * Constitutional AI: principles as data, and the stages that make a language model follow them.
 *
 * <p>Four ideas are enough to read any example: a {@link dev.constitution.Constitution} is principles as data, a
 * LangChain4j {@code ChatModel} answers, a {@link dev.constitution.Stage} takes a {@link dev.constitution.Prompt} through
 * the method, and an {@link dev.constitution.Outcome} says what became of it.
 *
 * <p>The method is that of Bai et al. 2022, arXiv 2212.08073; "the paper" below means this one.
 */
@NullMarked
package dev.constitution;

import org.jspecify.annotations.NullMarked;
