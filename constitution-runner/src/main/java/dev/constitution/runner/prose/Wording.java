package dev.constitution.runner.prose;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.StageCalls;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.store.StoreView;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a model for the requests of a clause; the reply is the row's answer. Immutable and thread-safe. */
public final class Wording implements Stage {
    private static final String WORDED = "worded";

    /** A clause as a row of a run, the same bytes whenever it is written. */
    @JsonPropertyOrder({"id", "prompt"})
    private record Row(String id, String prompt) {}

    private final ChatModel model;
    private final Sampling sampling;
    private final long seed;

    /**
     * A stage over the rows of {@link #rows}.
     *
     * @param seed what all draws derive from, together with the row's id
     */
    public Wording(ChatModel model, Sampling sampling, long seed) {
        this.model = model;
        this.sampling = sampling;
        this.seed = seed;
    }

    /** What the request is known by. */
    public static String fingerprint() {
        return ClauseRequest.fingerprint();
    }

    /** Writes the clauses as the rows of a run. */
    public static void rows(ProseImport imported, Path file) throws IOException {
        WholeFile.write(file, out -> {
            for (Principle principle : imported.constitution().principles()) {
                out.write(Json.line(new Row(principle.id(), principle.norm())) + "\n");
            }
        });
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        StageCalls calls = new StageCalls(prompt.id(), seed, caller);
        try {
            Reply reply = calls.remark(
                    ModelRole.GENERATOR, "import/requests", model, ClauseRequest.of(prompt, seed), sampling);
            return new Outcome.Rejected(
                    prompt,
                    new Trace.OfComparison(List.of(reply), List.of()),
                    WORDED,
                    "the reply holds requests, and no pair");
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, Trace.nothing(), e);
        }
    }

    /** What could be read from the replies of a run, by principle's id. */
    public static Map<String, ProposedRequests> proposals(StoreView store) {
        Map<String, ProposedRequests> proposals = new LinkedHashMap<>();
        for (Iterator<OutcomeRecord> rows = store.outcomes(0); rows.hasNext(); ) {
            OutcomeRecord row = rows.next();
            if (row.detail().equals(WORDED)) {
                for (StoredReply reply : StoredOutcome.of(row).answers().orElse(List.of())) {
                    ClauseRequest.read(reply.text()).ifPresent(requests -> proposals.put(row.id(), requests));
                }
            }
        }
        return proposals;
    }
}
