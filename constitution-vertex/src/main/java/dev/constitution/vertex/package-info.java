/** Models of Google's Vertex AI by name. In: {@code vertex:MODEL}. Out: a model that proves itself by a key or an identity. */
@NullMarked
package dev.constitution.vertex;

import org.jspecify.annotations.NullMarked;
