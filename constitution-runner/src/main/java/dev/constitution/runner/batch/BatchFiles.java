package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of requests and answers that OpenAI's batches and Mistral's have. */
record BatchFiles(ModelServer server) {
    private static final int SHOWN_FAULTS = 3;

    String upload(StoredBatch batch, byte[] lines) {
        return upload(batch, lines, Map.of());
    }

    /** @param fields what is said of the file beside its purpose */
    String upload(StoredBatch batch, byte[] lines, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("purpose", "batch");
        return id(Json.parse(server.upload("/files", all, batch.name() + ".jsonl", lines)));
    }

    void answers(BatchState state, Consumer<BatchAnswer> answers) {
        for (String file : state.files()) {
            server.lines(
                    "/files/" + file + "/content", line -> FileAnswers.of(line).ifPresent(answers));
        }
    }

    static String id(JsonNode object) {
        return object.path("id").asText();
    }

    /** The files that a batch has so far, under these names. */
    static List<String> named(JsonNode batch, String... names) {
        return Stream.of(names)
                .map(name -> batch.path(name).asText(""))
                .filter(file -> !file.isEmpty() && !file.equals("null"))
                .toList();
    }

    /** Why a batch was refused, as a list of errors says. */
    static BatchState.Fault fault(JsonNode errors, Function<JsonNode, String> words) {
        String said = StreamSupport.stream(errors.spliterator(), false)
                .limit(SHOWN_FAULTS)
                .map(words)
                .collect(Collectors.joining("; "));
        List<Integer> lines = StreamSupport.stream(errors.spliterator(), false)
                .map(error -> error.path("line").asInt())
                .filter(line -> line > 0)
                .toList();
        String code = errors.path(0).path("code").asText("");
        return new BatchState.Fault(said.isEmpty() ? BatchState.Fault.SAYS_NO_MORE : said, code, lines);
    }
}
