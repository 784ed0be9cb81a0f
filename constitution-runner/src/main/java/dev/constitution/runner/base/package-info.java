/**
 * What every room of the runner uses: JSON, words for users, durations, exit codes, whole files, errors of usage.
 * In and out: nothing of its own; it knows no other room.
 */
@NullMarked
package dev.constitution.runner.base;

import org.jspecify.annotations.NullMarked;
