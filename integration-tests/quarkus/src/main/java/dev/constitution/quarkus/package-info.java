/** A small Quarkus application whose chat model answers under a constitution. */
@NullMarked
package dev.constitution.quarkus;

import org.jspecify.annotations.NullMarked;
