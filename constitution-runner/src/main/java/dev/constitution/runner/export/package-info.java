/**
 * Files written from a run's store: JSONL, CSV, Parquet, gzipped, split in two, or a Hugging Face folder with its card.
 * In: the store's outcomes in the input's order. Out: whole files, and a report beside them.
 */
@NullMarked
package dev.constitution.runner.export;

import org.jspecify.annotations.NullMarked;
