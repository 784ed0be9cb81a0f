package dev.constitution.runner.run;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes which arms of an experiment ask for a call, in a dry run: equal calls are made once, whoever asks. Used by one thread. */
public final class CallShares {
    /** What several arms ask for. */
    public static final String SHARED = "shared by several";

    /** What no arm asks for. */
    public static final String JUDGE = "judge";

    private final Map<Object, Set<String>> askers = new HashMap<>();

    /** An arm's stage, whose calls are noted as the arm's. */
    public Stage arm(String name, Stage stage) {
        return (prompt, caller) -> stage.run(prompt, new Noting(name, caller));
    }

    /** Whose a call of the row is. */
    String part(ModelCall call) {
        Set<String> arms = askers.getOrDefault(call.question(), Set.of());
        return arms.isEmpty()
                ? JUDGE
                : arms.size() > 1 ? SHARED : arms.iterator().next();
    }

    /** Forgets a row. */
    void clear() {
        askers.clear();
    }

    /** Passes an arm's calls on. */
    private final class Noting implements ModelCaller {
        private final String arm;
        private final ModelCaller caller;

        Noting(String arm, ModelCaller caller) {
            this.arm = arm;
            this.caller = caller;
        }

        @Override
        public ChatResponse call(ModelCall call) throws InterruptedException {
            askers.computeIfAbsent(call.question(), any -> new LinkedHashSet<>())
                    .add(arm);
            return caller.call(call);
        }

        @Override
        public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
            return caller.together(pieces);
        }
    }
}
