/**
 * Options of commands, by what they speak of, and what is put together from them.
 * In: words of a command line, a configuration, an experiment's file. Out: runs, stages, settings.
 */
@NullMarked
package dev.constitution.runner.options;

import org.jspecify.annotations.NullMarked;
