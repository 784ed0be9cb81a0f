/**
 * What calls take and cost: tokens, prices, estimates, bounds.
 * In: requests, responses, the price table. Out: amounts and money, with what is not known said.
 */
@NullMarked
package dev.constitution.runner.cost;

import org.jspecify.annotations.NullMarked;
