package dev.constitution.runner.format;

import java.nio.file.Path;
import java.util.Locale;

/** How rows lie in a file, or files in a folder, as its name says. */
public enum FileKind {
    /** Plain text; any ending but those of the others. */
    JSONL(".jsonl", "json"),
    /** The same, gzipped. */
    GZ(".jsonl.gz", "json"),
    /** Parquet. */
    PARQUET(".parquet", "parquet"),
    /** A folder with a file each for training, validation and test. */
    FOLDER("folder", "json");

    private final String label;
    private final String type;

    FileKind(String label, String type) {
        this.label = label;
        this.type = type;
    }

    /** The kind of a file of this name. */
    public static FileKind of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".parquet") ? PARQUET : name.endsWith(".gz") ? GZ : JSONL;
    }

    /** What such a file's name ends in, or the word folder. */
    public String label() {
        return label;
    }

    /** What {@code datasets.load_dataset} takes for its reader's name. */
    String type() {
        return type;
    }
}
