/**
 * Constitutions as data: reading, checking, writing, choosing from, and the files of other tools.
 * In: files of principles. Out: {@link Constitution}s and {@link PrincipleSelector}s.
 */
@NullMarked
package dev.constitution.principles;

import org.jspecify.annotations.NullMarked;
