/**
 * What a person or a script is shown: progress, summaries and reports as text or JSON, commands to paste into a shell.
 * In: results of the rooms below. Out: text for a terminal, a log or a pipe; nothing here decides anything.
 */
@NullMarked
package dev.constitution.runner.display;

import org.jspecify.annotations.NullMarked;
