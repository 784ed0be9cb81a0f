/** Models of Azure OpenAI by name. In: {@code azure:DEPLOYMENT}. Out: a model that proves itself by a key or an identity. */
@NullMarked
package dev.constitution.azure;

import org.jspecify.annotations.NullMarked;
