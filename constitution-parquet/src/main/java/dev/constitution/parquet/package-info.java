/** Parquet files by DuckDB, behind {@link dev.constitution.runner.rows.ParquetFiles}. */
@NullMarked
package dev.constitution.parquet;

import org.jspecify.annotations.NullMarked;
