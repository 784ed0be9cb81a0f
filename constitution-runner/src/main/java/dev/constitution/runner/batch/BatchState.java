package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import java.util.List;
import java.util.Optional;

/**
 * How a batch stands at its provider.
 *
 * @param id the provider's
 * @param word the provider's own for it
 * @param hasEnded whether nothing will be added to its answers
 * @param files where its answers are
 * @param fault why the provider took none of its requests; empty where it did
 */
record BatchState(String id, String word, boolean hasEnded, List<String> files, Optional<Fault> fault) {
    /**
     * Why a batch was refused as a whole.
     *
     * @param words the provider's
     * @param code the provider's; empty where it gives none
     * @param lines the requests that it names for that, from 1; empty where it names none
     */
    record Fault(String words, String code, List<Integer> lines) {
        static final String SAYS_NO_MORE = "it says no more";

        Fault {
            lines = List.copyOf(lines);
        }

        /** The same as the failure of a single request. */
        RuntimeException failure() {
            ObjectNode body = Json.MAPPER.createObjectNode();
            ObjectNode error = body.putObject("error").put("message", words);
            if (!code.isEmpty()) {
                error.put("code", code);
            }
            return ModelServer.failure(400, body.toString());
        }
    }

    BatchState {
        files = List.copyOf(files);
    }
}
