/**
 * What is said to people and scripts of rows: why they became no pair and what can be done again, and one row whole.
 * In: what a store holds of rows. Out: text, JSON, and commands to paste.
 */
@NullMarked
package dev.constitution.runner.show;

import org.jspecify.annotations.NullMarked;
