package dev.constitution.docs;

import dev.constitution.judge.Judge;
import dev.constitution.live.ConstitutionalGuardrail;
import dev.constitution.live.RevisionPolicy;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.StageListener;
import dev.constitution.testing.AnsweringModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The names that snippets use without declaring them; a snippet of statements is the body of a method of a class below this
 * one. The models answer, object to what is not said kindly, and revise.
 */
public abstract class Given implements AutoCloseable {
    protected final ChatModel model = AnsweringModel.wanting("Kindly", "Cut the power of his flat.");
    protected final ChatModel cheaper = model;
    protected final ChatModel generator = model;
    protected final Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
    protected final CritiqueRevision revision = CritiqueRevision.builder()
            .constitution(constitution)
            .model(model)
            .rounds(1)
            .build();
    protected final Judge judge = Judge.longer();
    protected final StageListener progress = new StageListener() {};
    protected final ObservationRegistry observationRegistry = ObservationRegistry.create();
    protected final MeterRegistry meterRegistry = new SimpleMeterRegistry();
    protected final ExecutorService executor = Executors.newCachedThreadPool();
    protected final ConstitutionalGuardrail guardrail = ConstitutionalGuardrail.of(revision, RevisionPolicy.DEFAULT);
    protected final OutputGuardrail other = new OutputGuardrail() {
        @Override
        public OutputGuardrailResult validate(AiMessage answer) {
            return success();
        }
    };

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
