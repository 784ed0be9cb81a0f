/**
 * Files to rows: bytes to records, records to objects, cells or turns; bad rows say why.
 * In: JSONL, JSON, CSV, TSV, text, transcripts, gzipped or from Parquet. Out: one row's fields and turns.
 */
@NullMarked
package dev.constitution.runner.rows;

import org.jspecify.annotations.NullMarked;
