package dev.constitution.runner.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.rows.InputFormat;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a run's folder remembers of what it was asked to do; enough to check, export and go on without being told again.
 *
 * @param settings all that shapes the output, the input's SHA-256 among it
 * @param provenance what every pair says of its origin
 * @param source where the prompts were read from, and how
 * @param rows how many rows the input has, whatever the limit
 * @param command the command line's arguments; empty for a run that was started in code
 * @param program the version of this program that began the run; empty where none was recorded
 */
public record RunManifest(
        RunSettings settings,
        Provenance provenance,
        PromptSource source,
        long rows,
        List<String> command,
        Optional<String> program) {
    public static final String META = "manifest";

    /** The setting that a conversation is told from others by. */
    public static final String CONVERSATION = "conversation";

    public RunManifest {
        command = List.copyOf(command);
    }

    /** The manifest of a run's store. */
    public static RunManifest of(StoreView store) {
        return store.meta(META)
                .map(RunManifest::parse)
                .orElseThrow(() -> new CorruptStoreException(store.file()
                        + ": does not say what the run was asked to do: it ended before it began, or that was lost; the"
                        + " run's own command, given as it was at first, goes on with what was answered"));
    }

    /** The hash of the run's input; empty where none is recorded. */
    public String input() {
        return settings.values().getOrDefault("input", "");
    }

    /**
     * What labels and reports know the run by, wherever its folder is: 16 hexadecimal digits, the same for runs of equal
     * settings. A conversation has one of its own, whatever has been said in it.
     */
    public String identity() {
        SortedMap<String, String> values = new TreeMap<>(settings.values());
        if (values.containsKey(CONVERSATION)) {
            values.remove("input");
        }
        return HexFormat.of().toHexDigits(Sha256.word(Sha256.of(values.toString()), 0));
    }

    public static boolean isIn(StoreView store) {
        return store.meta(META).isPresent();
    }

    public void writeTo(RunStore store) {
        store.setting(META, toJson());
    }

    /** As a tree: it is written before the first request, which a record's or a map's first use would keep waiting. */
    private String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        program.ifPresent(version -> json.put("program", version));
        settings.values().forEach(json.putObject("settings")::put);
        settings.fingerprints().forEach(json.putObject("fingerprints")::put);
        ObjectNode origin = json.putObject("provenance")
                .put("constitution", provenance.constitution())
                .put("fingerprint", provenance.fingerprint())
                .put("seed", provenance.seed());
        provenance.models().forEach(origin.putObject("models")::put);
        ObjectNode input = json.putObject("input");
        input.put("location", source.isStandardInput() ? source.location() : absolute(source.location()));
        input.put("format", source.format() == null ? null : source.format().label());
        input.put("prompt_field", source.promptField());
        input.put("id_field", source.idField());
        input.put("max_row_bytes", source.maxRowBytes());
        input.put("drop_last_answer", source.dropLastAnswer());
        input.put("pairs", source.pairs() == null ? null : source.pairs().label());
        if (source.isStandardInput() || source.relativeTo() != null) {
            input.put("folder", source.folder().toString());
        }
        json.put("rows", rows);
        command.forEach(json.putArray("command")::add);
        return LoneSurrogates.escaped(json.toString());
    }

    private static String absolute(String location) {
        return Path.of(location).toAbsolutePath().normalize().toString();
    }

    static RunManifest parse(String text) {
        JsonNode json = Json.parse(text);
        JsonNode origin = json.get("provenance");
        JsonNode input = json.get("input");
        String format = textOrNull(input, "format");
        String pairs = textOrNull(input, "pairs");
        String folder = textOrNull(input, "folder");
        return new RunManifest(
                new RunSettings(strings(json.get("settings")), strings(json.path("fingerprints"))),
                new Provenance(
                        origin.get("constitution").textValue(),
                        origin.get("fingerprint").textValue(),
                        strings(origin.get("models")),
                        origin.get("seed").longValue()),
                new PromptSource(
                        input.get("location").textValue(),
                        format == null ? null : InputFormat.named(format),
                        textOrNull(input, "prompt_field"),
                        textOrNull(input, "id_field"),
                        input.get("max_row_bytes").intValue(),
                        input.path("drop_last_answer").booleanValue(),
                        pairs == null ? null : PairFormat.named(pairs),
                        folder == null ? null : Path.of(folder)),
                json.get("rows").longValue(),
                StreamSupport.stream(json.get("command").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList(),
                Optional.ofNullable(textOrNull(json, "program")));
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    private static SortedMap<String, String> strings(JsonNode node) {
        TreeMap<String, String> values = new TreeMap<>();
        node.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().textValue()));
        return values;
    }
}
