/**
 * One call under limits: budget, requests and tokens a minute, concurrency, retries, outages.
 * In: a call to make. Out: its response, the failure that stays, or the reason to stop the run.
 */
@NullMarked
package dev.constitution.runner.call;

import org.jspecify.annotations.NullMarked;
