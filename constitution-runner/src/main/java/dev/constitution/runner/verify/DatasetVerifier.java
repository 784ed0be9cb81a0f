package dev.constitution.runner.verify;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.export.DatasetFolder;
import dev.constitution.runner.export.FolderCard;
import dev.constitution.runner.export.HeldRows;
import dev.constitution.runner.export.ShardRow;
import dev.constitution.runner.export.ShardRows;
import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Proves that a data set folder holds what its exports have written: each file that the manifests name and no other, byte for
 * byte; a card that names them; no pair and no id twice, and no prompt on both sides. Changes nothing. Used once.
 */
public final class DatasetVerifier {
    private static final String MEND =
            "restore the folder from a copy, fetch it again if it was uploaded, or export it anew";

    private final Path directory;
    private final Findings findings = new Findings();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> rows = new TreeMap<>();

    public DatasetVerifier(Path directory) {
        this.directory = directory;
    }

    /**
     * Looks at everything.
     *
     * @throws UsageException if there is no data set in the folder
     */
    public DatasetVerdict verify() throws IOException {
        DatasetFolder folder = DatasetFolder.read(directory);
        folder.faults().forEach(this::add);
        folder.damage().forEach(this::add);
        List<String> unknown = folder.unknown();
        unknown.forEach(this::add);
        for (Path left : folder.left()) {
            findings.left(
                    left + ": was written by an export that did not come to its end; the next --append removes it");
        }
        try (HeldRows held = new HeldRows(folder.isOfConversations())) {
            for (Path file : folder.data()) {
                checkRows(folder, file, held);
            }
        }
        if (unknown.isEmpty()) {
            checkCard(folder.card()); // else it tells of those too
        }
        return new DatasetVerdict(
                folder.exports(),
                folder.data().size(),
                rows.values().stream().mapToLong(Long::longValue).sum(),
                findings.named(),
                findings.count(),
                findings.left(),
                notes);
    }

    /** A fault that says what mends it, behind its last semicolon. */
    private void add(String fault) {
        int end = fault.lastIndexOf("; ");
        findings.add(fault.substring(0, end), fault.substring(end + 2));
    }

    private void checkRows(DatasetFolder folder, Path file, HeldRows held) throws IOException {
        String split = DatasetFolder.split(file);
        if (folder.isMissing(file)) {
            return;
        }
        Set<String> told = columns(folder, split);
        try {
            ShardRows.read(file, (row, line) -> {
                rows.merge(split, 1L, Long::sum);
                try {
                    for (String fault : held.add(new ShardRow(row), split)) {
                        findings.add(file + ":" + line + ": " + fault, MEND);
                    }
                } catch (IllegalArgumentException e) {
                    findings.add(file + ":" + line + ": " + e.getMessage(), MEND);
                }
                row.fieldNames().forEachRemaining(column -> {
                    if (!told.isEmpty() && !told.contains(column)) {
                        findings.add(
                                file + ":" + line + ": has a column \"" + column + "\" of which the card does not tell",
                                MEND);
                    }
                });
            });
        } catch (UsageException e) {
            add(String.valueOf(e.getMessage()));
        }
    }

    /** The columns that the card tells of; none where it cannot be read, which {@link #checkCard} names. */
    private static Set<String> columns(DatasetFolder folder, String split) {
        try {
            return folder.card().columns(split);
        } catch (UsageException | FaultyFileException e) {
            return Set.of();
        }
    }

    private void checkCard(FolderCard card) throws IOException {
        if (card.isPending()) {
            findings.left(card.file() + ": does not name the last export yet, which was ended before; the next --append"
                    + " puts the new one in place");
            return;
        }
        try {
            List<String> faults = card.faults();
            faults.forEach(this::add);
            if (faults.isEmpty()) {
                rows.forEach((split, count) -> card.statedRows(split)
                        .filter(stated -> stated != count.longValue())
                        .ifPresent(stated -> findings.add(
                                card.file() + ": says that " + split + " has " + stated + " rows, it has " + count,
                                "write the number that is true")));
                if (!card.isAsWritten()) {
                    notes.add(card.file()
                            + ": has been changed since it was written; its configurations are as they were");
                }
            }
        } catch (UsageException | FaultyFileException e) {
            findings.add(String.valueOf(e.getMessage()), MEND);
        }
    }
}
