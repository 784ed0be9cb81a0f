/**
 * A run's store, made anew from what is left of a damaged one.
 * In: the folder of a run. Out: a {@link SalvageReport}, and a store of the records that were whole; the damaged files beside it.
 */
@NullMarked
package dev.constitution.runner.salvage;

import org.jspecify.annotations.NullMarked;
