/**
 * Options of commands, by what they speak of, and what is put together from them: comes in as words of a command line, a
 * configuration or an experiment's file, goes out as runs, stages and settings.
 */
@NullMarked
package dev.constitution.runner.options;

import org.jspecify.annotations.NullMarked;
