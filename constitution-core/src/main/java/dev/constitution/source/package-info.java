/**
 * Files as a person wrote them: YAML or JSON as a tree that knows its lines and columns, held against a JSON Schema.
 * In: text. Out: nodes, or one {@link FaultyFileException} that lists every fault with its place.
 */
@NullMarked
package dev.constitution.source;

import org.jspecify.annotations.NullMarked;
