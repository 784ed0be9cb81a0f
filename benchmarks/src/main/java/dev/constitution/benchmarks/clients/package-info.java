/**
 * HTTP clients against each other: the same requests by each of them, see docs/decisions/0015-a-client-of-system-calls.md.
 * In: the stub server of the other benchmarks. Out: a table.
 */
@NullMarked
package dev.constitution.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
