/** Batch runs: prompts in, preference pairs out, nothing lost in between. */
@NullMarked
package dev.constitution.runner;

import org.jspecify.annotations.NullMarked;
