package dev.constitution.runner.rows;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Reads and writes Parquet. The engine that does so is as large as all else together, so it is a module of its own,
 * {@code constitution-parquet}, found through {@link ServiceLoader}.
 */
public interface ParquetFiles {

    /**
     * Writes the rows of a JSON Lines file as Parquet, in their order; the same rows give the same bytes.
     *
     * @param columns the columns in their order with their SQL types; a field that a row lacks is null
     */
    void fromJsonLines(Path jsonLines, Map<String, String> columns, Path parquet) throws IOException;

    /**
     * Writes the rows of Parquet files as JSON Lines, one file after another and each in its order; a column that one of them
     * lacks is null there.
     *
     * @param parquet files, or a folder of files that are read by their names
     * @throws UsageException if it is no Parquet, or damaged
     */
    void toJsonLines(List<Path> parquet, Path jsonLines) throws IOException;

    /**
     * The columns of a Parquet file in their order, with their types in this engine's words.
     *
     * @throws UsageException if it is no Parquet, or damaged
     */
    Map<String, String> columns(Path parquet) throws IOException;

    /**
     * The module that is there.
     *
     * @throws UsageException where there is none, with how to get it
     */
    static ParquetFiles installed() {
        return ServiceLoader.load(ParquetFiles.class)
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("Parquet needs the module constitution-parquet, which is not on the"
                                + " class path; add it, or write JSON Lines"));
    }
}
