/** Models of Amazon Bedrock by name. In: {@code bedrock:MODEL}. Out: a model that signs its requests, or sends a key. */
@NullMarked
package dev.constitution.bedrock;

import org.jspecify.annotations.NullMarked;
