/**
 * Files as a person wrote them: YAML or JSON as a tree that knows its lines and columns, held against a JSON Schema. In:
 * files, or their text. Out: nodes, or one {@link FaultyFileException} that lists every fault with its place, and for a
 * misspelt name the one that was probably meant.
 */
@NullMarked
package dev.constitution.source;

import org.jspecify.annotations.NullMarked;
