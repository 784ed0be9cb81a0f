/**
 * The command line: commands and their options. Nothing below knows its library.
 * In: arguments. Out: a call of the rooms below, and an exit code.
 */
@NullMarked
package dev.constitution.runner.cli;

import org.jspecify.annotations.NullMarked;
