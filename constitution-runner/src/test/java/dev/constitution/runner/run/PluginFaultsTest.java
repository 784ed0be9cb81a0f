package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs whose stage, written by somebody else, throws what it should not after its calls were paid for. */
class PluginFaultsTest extends ProviderFaults {
    private static Throwable failure(String kind) {
        return switch (kind) {
            case "exception" -> new IllegalStateException("a defect");
            case "assertion" -> new AssertionError("a defect");
            case "missing class" -> new NoClassDefFoundError("a defect");
            default -> new StackOverflowError("a defect");
        };
    }

    /** A stage that goes wrong with row 3 after its last call. */
    private Stage failing(Throwable failure) {
        Stage sound = RunFolder.stage(server.chatModel(DEADLINE), 1);
        return (prompt, caller) -> {
            Outcome outcome = sound.run(prompt, caller);
            if (prompt.id().equals("p3")) {
                PluginFaultsTest.<RuntimeException>raise(failure);
            }
            return outcome;
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "assertion", "missing class", "deep recursion"})
    void execute_stageThrows_keepsItsAnswersAndAReplayMakesNoCall(String kind) throws Exception {
        RunResult result = run.run(failing(failure(kind)), 1)
                .concurrency(2)
                .time(time)
                .build()
                .execute();

        requireOneFailed(result, "error");
        assertThat(run.calls(3)).hasSize(3);
        assertThat(run.outcomes().get("p3").json()).contains("a defect");
        run.setAsideFailed();
        RunResult mended = on(server).build().execute();
        requirePairs(mended);
        assertThat(mended.calls()).isZero();
        assertThat(server.requests()).isEqualTo(CALLS);
    }

    @Test
    void execute_listenerThrows_rowsKeepTheirOneOutcome() throws Exception {
        RunListener throwing = new RunListener() {
            @Override
            public void finished(OutcomeKind kind, String detail) {
                throw new IllegalStateException("a defect");
            }
        };

        RunResult result = on(server).listener(throwing).build().execute();

        requirePairs(result);
        assertThat(result.left()).isZero();
    }
}
