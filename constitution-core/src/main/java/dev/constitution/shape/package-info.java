/**
 * How requests are worded for a kind of model: data, in one file a shape.
 * In: the YAML files of the shapes. Out: {@link PromptShape}s with the templates of every request.
 */
@NullMarked
package dev.constitution.shape;

import org.jspecify.annotations.NullMarked;
