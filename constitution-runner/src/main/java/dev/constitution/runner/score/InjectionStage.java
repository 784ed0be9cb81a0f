package dev.constitution.runner.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ParallelWork;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.InjectionReport;
import dev.constitution.judge.InjectionTrial;
import dev.constitution.judge.Judge;
import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.replay.CallReplay;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The attacks on a judge as a run of one row, so that its calls are stored, limited and paid for as any run's. The report is
 * read from the store again, without a call.
 */
public final class InjectionStage implements Stage {
    private static final String ROW = "injections";

    private final Judge judge;
    private final Constitution constitution;
    private final long seed;

    public InjectionStage(Judge judge, Constitution constitution, long seed) {
        this.judge = judge;
        this.constitution = constitution;
        this.seed = seed;
    }

    /** The one row, in a file that the run's folder takes a copy of. */
    public static PromptSource source() throws IOException {
        Path file = Files.createTempFile("injections", ".jsonl");
        file.toFile().deleteOnExit();
        ObjectNode row =
                Json.MAPPER.createObjectNode().put("id", ROW).put("prompt", "The attacks that come with the library.");
        return PromptSource.of(Files.writeString(file, row + "\n"));
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        try {
            InjectionReport report = InjectionTrial.run(judge, constitution, seed, caller);
            String reason = report.flipped() + " of " + report.decided() + " verdicts turned around";
            return new Outcome.Rejected(prompt, Trace.nothing(), ROW, reason);
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, Trace.nothing(), e);
        }
    }

    /** What a finished run's answers come to. */
    public InjectionReport report(StoreView store) throws InterruptedException {
        CallSender none = pending -> {
            throw new IllegalStateException(
                    "the store has no answer to " + pending.call().step());
        };
        CallReplay stored = new CallReplay(
                0,
                store.calls(0),
                RequestHash.of(RunManifest.of(store)),
                CallRoles.byRole(),
                (call, usage) -> {},
                none,
                answered -> {},
                ParallelWork.finishing(Runnable::run, 0));
        try {
            return InjectionTrial.run(judge, constitution, seed, stored);
        } catch (CallFailedException e) {
            throw new CorruptStoreException("the run's answers do not give its outcome again (" + e.message()
                    + "); see: constitution verify DIR");
        }
    }
}
