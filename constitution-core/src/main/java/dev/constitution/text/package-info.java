/**
 * What can be told of a text alone: its words, language, refusals, repetition, talk about a revision.
 * In: text. Out: measures and yes or no; nothing here knows a prompt's fate.
 */
@NullMarked
package dev.constitution.text;

import org.jspecify.annotations.NullMarked;
