package dev.constitution.runner.run;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ParallelWork;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.replay.CallReplay;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.StoreView;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;

/** What a folder holds of the answers that a run would ask for. */
public final class StoredAnswers {
    private final StoreView store;
    private final RequestHash hash;
    private final CallRoles roles;

    /** @param settings of the run that would go on in the folder */
    public StoredAnswers(StoreView store, RunSettings settings, Provenance provenance, CallRoles roles) {
        this.store = store;
        this.hash = RequestHash.of(settings, provenance);
        this.roles = roles;
    }

    /** The answers to a row's calls. */
    Row ofRow(long row) {
        CallReplay replay = new CallReplay(
                row,
                store.calls(row),
                hash,
                roles,
                (call, usage) -> {},
                pending -> {
                    throw new NotAnswered();
                },
                answered -> {},
                ParallelWork.finishing(Runnable::run, 0));
        return call -> {
            try {
                return Optional.of(replay.call(call));
            } catch (NotAnswered e) {
                return Optional.empty();
            }
        };
    }

    /** One row's answers. */
    @FunctionalInterface
    interface Row {
        /** Where nothing is stored. */
        Row NONE = call -> Optional.empty();

        /** The answer to a call, where there is one. */
        Optional<ChatResponse> answer(ModelCall call) throws InterruptedException;
    }

    private static final class NotAnswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAnswered() {
            super("not answered yet", null, false, false);
        }
    }
}
