package dev.constitution.runner.export;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The card of a data set folder, held against what its exports have written: it may be missing, another than the last manifest
 * says, or edited by a person. Reads the file at each question.
 */
public final class FolderCard {
    private final Path file;
    private final String hash;
    private final List<List<Path>> wholes;

    /**
     * @param hash the SHA-256 that the last manifest has of it; empty where none has one
     * @param wholes the data files that the manifests name, see {@link DatasetFolder#wholes}
     */
    FolderCard(Path file, String hash, List<List<Path>> wholes) {
        this.file = file;
        this.hash = hash;
        this.wholes = List.copyOf(wholes);
    }

    public Path file() {
        return file;
    }

    /** Whether it is the one that the last export wrote. */
    public boolean isAsWritten() throws IOException {
        return hasHash(file);
    }

    /** Whether the last export was ended when all but its card was in place, which lies beside the one before. */
    public boolean isPending() throws IOException {
        return !isAsWritten() && hasHash(WholeFile.partial(file));
    }

    private boolean hasHash(Path any) throws IOException {
        return Files.isRegularFile(any) && Sha256.hex(any).equals(hash);
    }

    /**
     * The columns of which it tells for a split; none where the files themselves do.
     *
     * @throws UsageException if it has no head
     * @throws dev.constitution.source.FaultyFileException if its head is no YAML
     */
    public Set<String> columns(String split) {
        return Files.isRegularFile(file)
                ? CardHead.of(file).columns(split.replaceFirst(".*_", "")).keySet()
                : Set.of();
    }

    /** How many rows a split has by its first table; empty where that does not tell. */
    public Optional<Long> statedRows(String split) {
        return SplitsTable.in(CardHead.text(file))
                .map(table -> table.cells().get(split))
                .map(SplitsTable.Cells::rows);
    }

    /**
     * Whether it names the data files that the manifests name, and no others: what is wrong, and what to do.
     *
     * @throws UsageException if it has no head
     * @throws dev.constitution.source.FaultyFileException if its head is no YAML
     */
    public List<String> faults() {
        if (!Files.isRegularFile(file)) {
            return List.of(file + ": is missing; " + DatasetFolder.RESTORE);
        }
        Map<String, List<String>> named = CardHead.of(file).files();
        Map<String, List<String>> wanted = SplitFiles.paths(wholes);
        return named.equals(wanted)
                ? List.of()
                : List.of(file + ": its configurations read " + shown(named) + ", where the manifests name "
                        + shown(wanted) + "; set data_files to these");
    }

    private static String shown(Map<String, List<String>> files) {
        return files.isEmpty()
                ? "nothing"
                : files.values().stream().flatMap(List::stream).collect(Collectors.joining(", "));
    }
}
