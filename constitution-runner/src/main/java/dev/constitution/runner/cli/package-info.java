/**
 * The command line: commands, options, progress, summaries. Nothing below knows a terminal.
 * In: arguments. Out: text or JSON on the standard output, and an exit code.
 */
@NullMarked
package dev.constitution.runner.cli;

import org.jspecify.annotations.NullMarked;
