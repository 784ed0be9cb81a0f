package dev.constitution.runner.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Looks;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredArms;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts in a store how often its figures were looked at. */
public final class CountedLooks {
    private static final String META = "looks";

    private CountedLooks() {}

    /**
     * The looks at one version of the arms.
     *
     * @param arms what the version is told by
     * @param prompts how many prompts were done at each look
     */
    private record Version(String arms, List<Long> prompts) {}

    /** Notes that an experiment's figures were shown; a folder that cannot be written is let be. */
    public static void add(RunStore store) {
        long done = store.outcomes().total();
        Optional<RunArms> judged =
                StoredArms.in(store).filter(arms -> arms.judge().isPresent() && done > 0);
        judged.ifPresent(arms -> {
            List<Version> versions = read(store);
            List<Version> with = with(versions, version(arms), done);
            if (!with.equals(versions)) {
                write(store, with);
            }
        });
    }

    private static void write(RunStore store, List<Version> versions) {
        try {
            store.writer().meta(META, Json.line(versions));
        } catch (StoreException e) {
            // What cannot be counted is not counted; the figures stand all the same.
        }
    }

    /** How often the figures were looked at, with the look that is being taken. */
    static LookFigures of(RunStore store, RunArms arms) {
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

    private static List<Version> read(RunStore store) {
        return store.meta(META).map(CountedLooks::parse).orElse(List.of());
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
