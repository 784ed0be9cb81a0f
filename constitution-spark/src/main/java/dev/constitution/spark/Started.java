package dev.constitution.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.model.ModelTraits.Ability;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.UnfitModels;
import dev.constitution.source.FaultText;
import dev.constitution.stage.MethodRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * A start of a run, held against what its folder holds.
 *
 * @param kept the input as the folder keeps it; null where no start before this one has come so far
 * @param isWhole whether nothing is left to do
 * @param exports the files that such a run writes
 * @param identity what decides the run, beside the input
 * @param unfit the models that cannot be sent what rows may hold
 */
record Started(
        @Nullable Slices kept, boolean isWhole, Set<String> exports, ObjectNode identity, List<UnfitModels> unfit) {
    private static final List<Ability> OF_ROWS = List.of(Ability.TOOLS, Ability.IMAGES, Ability.IMAGES_BY_URL);

    /**
     * Begins a run, or goes on with the folder's. One that no model has answered yet gives way to another.
     *
     * @throws UsageException if the folder holds something else, with all that differs
     */
    static Started of(Arguments arguments, JavaRDD<byte[]> lines, JobFolder folder, FileSystem files)
            throws IOException {
        boolean isBegun = files.exists(folder.run());
        arguments.command().options().begun(isBegun);
        try (RunParts parts = arguments.command().parts()) {
            Run.Builder run = arguments.command().run(parts);
            Set<String> exports = ExportWriter.ofEveryRun(arguments.command().source(), run.provenance())
                    .keySet();
            ObjectNode identity = identity(arguments, run);
            @Nullable Slices kept = Slices.in(folder, files);
            List<String> others = isBegun
                    ? others((ObjectNode) Json.parse(JobFolder.read(files, folder.run())), identity, kept, lines)
                    : List.of();
            if (!others.isEmpty() && folder.isUntouched(files)) {
                folder.removeBegun(files);
                return of(arguments, lines, folder, files);
            }
            if (!others.isEmpty()) {
                throw new UsageException(
                        folder.uri() + ": holds a run of other settings; restore them, or name another folder:\n"
                                + FaultText.list(others));
            }
            if (!isBegun) {
                requireFree(files, new Path(folder.uri()));
                files.mkdirs(new Path(folder.uri()));
                folder.write(files, folder.run(), Json.line(json -> json.writeTree(identity)));
            }
            return new Started(
                    kept,
                    files.exists(folder.manifest()),
                    exports,
                    identity,
                    OF_ROWS.stream()
                            .map(needed -> UnfitModels.of(run.settings(), run.provenance(), needed))
                            .filter(unfit -> !unfit.isEmpty())
                            .toList());
        }
    }

    private static ObjectNode identity(Arguments arguments, Run.Builder run) throws IOException {
        ObjectNode identity = Json.MAPPER.createObjectNode();
        TreeMap<String, String> all = new TreeMap<>(run.settings().values());
        all.putAll(run.settings().fingerprints());
        all.putAll(arguments.command().source().settings());
        all.put("requests", MethodRules.ofRequests());
        all.put("readers", MethodRules.ofReaders());
        all.forEach(identity::put);
        return identity;
    }

    /** What differs from the folder's run. */
    private static List<String> others(
            ObjectNode before, ObjectNode now, @Nullable Slices kept, JavaRDD<byte[]> lines) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            if (!text(before, name).equals(text(now, name))) {
                faults.add(name + ": " + text(before, name) + " there, " + text(now, name) + " here");
            }
        }
        if (kept != null) {
            LinesHash input = LinesHash.of(lines);
            if (!input.equals(kept.input())) {
                faults.add("input: " + kept.input() + " there, " + input + " here");
            }
        }
        return faults;
    }

    private static String text(JsonNode of, String name) {
        return of.path(name).asText("nothing");
    }

    private static void requireFree(FileSystem files, Path folder) throws IOException {
        if (files.exists(folder) && files.listStatus(folder).length > 0) {
            throw new UsageException(folder + ": holds files, but no run; name an empty folder, or a new one");
        }
    }
}
