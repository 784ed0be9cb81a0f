/**
 * Constitutions written as prose: a document in Markdown, read as sections, clauses and worked examples, none of its text lost.
 * In: a document, and what a model proposed for its clauses. Out: a constitution, with the way back from each principle to the
 * text.
 */
@NullMarked
package dev.constitution.runner.prose;

import org.jspecify.annotations.NullMarked;
