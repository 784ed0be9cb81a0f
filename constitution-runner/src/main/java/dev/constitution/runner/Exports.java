package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a run's export files from its store, in the input's order. While the run goes on, {@code NAME.partial} grows by
 * the rows that have no unfinished row before them; {@link #finish()} writes the rest and puts the whole files in place.
 * Used by one thread.
 */
final class Exports implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private final RunStore store;
    private final List<Target> targets = new ArrayList<>();
    private long nextRow;

    /** An export and the file it grows in. */
    private static final class Target {
        private final Export export;
        private final Path file;
        private final Path partial;
        private final BufferedWriter out;
        private long lines;

        Target(Export export, Path directory) throws IOException {
            this.export = export;
            this.file = directory.resolve(export.fileName());
            this.partial = directory.resolve(export.fileName() + ".partial");
            Links.refuse(partial);
            this.out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
        }

        void write(OutcomeRecord outcome, JsonNode json) throws IOException {
            for (String line : export.lines(outcome, json)) {
                out.write(line);
                out.write('\n');
                lines++;
            }
        }

        /** Puts the file in place of the one of an earlier export, in one step. */
        RunResult.Written finish() throws IOException {
            out.close();
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new RunResult.Written(file, lines);
        }
    }

    Exports(RunStore store, Path directory, List<Export> exports) throws IOException {
        this.store = store;
        for (Export export : exports) {
            targets.add(new Target(export, directory));
        }
    }

    /** The exports that every run writes. */
    static List<Export> all(Provenance provenance) {
        return List.of(new PairsExport(provenance), new SftExport());
    }

    /** Writes the rows that are finished up to the first unfinished one. */
    void advance() throws IOException {
        Iterator<OutcomeRecord> outcomes = store.outcomes(nextRow);
        while (outcomes.hasNext()) {
            OutcomeRecord outcome = outcomes.next();
            if (outcome.row() != nextRow) {
                break;
            }
            write(outcome);
        }
        for (Target target : targets) {
            target.out.flush();
        }
    }

    /** Writes all finished rows and puts the files in place. */
    List<RunResult.Written> finish() throws IOException {
        Iterator<OutcomeRecord> outcomes = store.outcomes(nextRow);
        while (outcomes.hasNext()) {
            write(outcomes.next());
        }
        List<RunResult.Written> files = new ArrayList<>();
        for (Target target : targets) {
            files.add(target.finish());
        }
        return files;
    }

    private void write(OutcomeRecord outcome) {
        try {
            JsonNode json = Json.parse(outcome.json());
            for (Target target : targets) {
                target.write(outcome, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nextRow = outcome.row() + 1;
    }

    /** Leaves files that are not in place yet to the next start, which writes them anew; so a failure does not matter. */
    @Override
    public void close() {
        for (Target target : targets) {
            try {
                target.out.close();
            } catch (IOException e) {
                LOG.debug("{} is left as it is", target.partial, e);
            }
        }
    }
}
