/**
 * What can be told of texts alone: their words and what they share, language, refusals, repetition, talk about a revision.
 * In: texts. Out: measures and yes or no; nothing here knows a prompt's fate.
 */
@NullMarked
package dev.constitution.text;

import org.jspecify.annotations.NullMarked;
