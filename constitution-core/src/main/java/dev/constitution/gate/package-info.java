/**
 * What keeps unsound pairs out of a data set.
 * In: pairs as a stage made them. Out: an objection with its reason, or none.
 */
@NullMarked
package dev.constitution.gate;

import org.jspecify.annotations.NullMarked;
