package dev.constitution.runner.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Looks;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredArms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how often an experiment's figures were looked at. */
public final class CountedLooks {
    /** Beside the store. */
    private static final String FILE = "looks.jsonl";

    /** Where earlier versions noted looks. */
    private static final String META = "looks";

    private static final Logger LOG = LoggerFactory.getLogger(CountedLooks.class);

    private CountedLooks() {}

    /**
     * The looks at one version of the arms.
     *
     * @param arms what the version is told by
     * @param prompts how many prompts were done at each look
     */
    private record Version(String arms, List<Long> prompts) {}

    /**
     * One look.
     *
     * @param arms what the version of the arms is told by
     * @param prompts how many prompts were done
     */
    private record Look(String arms, long prompts) {}

    /**
     * Notes that an experiment's figures were shown: in a file beside the store, which takes it while a run goes on. A folder that
     * cannot be written is let be, and its look is said not to count.
     */
    public static void add(StoreView store) {
        long done = store.outcomes().total();
        Optional<RunArms> judged =
                StoredArms.in(store).filter(arms -> arms.judge().isPresent() && done > 0);
        judged.ifPresent(arms -> {
            List<Version> versions = read(store);
            String version = version(arms);
            if (!with(versions, version, done).equals(versions)) {
                append(file(store), new Look(version, done));
            }
        });
    }

    private static Path file(StoreView store) {
        return store.file().resolveSibling(FILE);
    }

    private static void append(Path file, Look look) {
        SymbolicLinks.refuse(file);
        try {
            Files.writeString(file, Json.line(look) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn(
                    "{}: cannot be written ({}), so that this look at the figures is not counted",
                    file,
                    e.getMessage());
        }
    }

    /** How often the figures were looked at, with the look that is being taken. */
    static LookFigures of(StoreView store, RunArms arms) {
        RowsToDo rows = RowsToDo.of(store, RunManifest.of(store));
        String version = version(arms);
        List<Version> versions = with(read(store), version, rows.done());
        int looks = versions.stream()
                .filter(one -> one.arms().equals(version))
                .mapToInt(one -> one.prompts().size())
                .sum();
        OptionalInt planned = arms.plan().looks();
        Level level = planned.isPresent() ? Looks.pocock(planned.getAsInt(), Level.DEFAULT) : Level.DEFAULT;
        return new LookFigures(planned, looks, versions.size(), rows.done(), rows.rows(), level.alpha());
    }

    private static List<Version> with(List<Version> versions, String arms, long done) {
        List<Version> with = new ArrayList<>();
        boolean isKnown = false;
        for (Version version : versions) {
            boolean isOwn = version.arms().equals(arms);
            isKnown |= isOwn;
            with.add(isOwn && !version.prompts().contains(done) ? longer(version, done) : version);
        }
        if (!isKnown) {
            with.add(new Version(arms, List.of(done)));
        }
        return with;
    }

    private static Version longer(Version version, long done) {
        List<Long> prompts = new ArrayList<>(version.prompts());
        prompts.add(done);
        return new Version(version.arms(), prompts);
    }

    private static List<Version> read(StoreView store) {
        List<Version> versions = store.meta(META).map(CountedLooks::parse).orElse(List.of());
        for (Look look : looks(file(store))) {
            versions = with(versions, look.arms(), look.prompts());
        }
        return versions;
    }

    private static List<Look> looks(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<Look> looks = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                look(line, file).ifPresent(looks::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return looks;
    }

    private static Optional<Look> look(String line, Path file) {
        try {
            return Optional.of(Json.read(line, Look.class));
        } catch (IllegalStateException e) {
            LOG.warn("{}: has a line that is no look, which is not counted: {}", file, line);
            return Optional.empty();
        }
    }

    private static List<Version> parse(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store's count of looks is not JSON", e);
        }
    }

    /** What decides the answers and their duels, and not how they are read. */
    private static String version(RunArms arms) {
        RunArms.Plan none = new RunArms.Plan(OptionalInt.empty(), Optional.empty());
        return HexFormat.of()
                .formatHex(Sha256.of(Json.line(new RunArms("", arms.arms(), arms.judge(), arms.baseline(), none))));
    }
}
