/** Parquet files by DuckDB, behind {@link dev.constitution.runner.ParquetFiles}. */
@NullMarked
package dev.constitution.parquet;

import org.jspecify.annotations.NullMarked;
