/**
 * The forms of trainers and of this project, one class a form: a finished row to its records.
 * In: an {@link ExportRow}. Out: JSON objects with the form's columns.
 */
@NullMarked
package dev.constitution.runner.format;

import org.jspecify.annotations.NullMarked;
