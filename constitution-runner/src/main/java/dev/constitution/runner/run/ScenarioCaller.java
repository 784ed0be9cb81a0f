package dev.constitution.runner.run;

import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.TokenEstimate;
import dev.constitution.runner.wire.ChatCompletionMetadata;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Answers a stage's calls as a scenario has it, without any model, and adds up what the calls would take: the stage itself
 * decides which calls there are and words them. Used by one thread.
 */
final class ScenarioCaller implements ModelCaller {
    private static final List<TokenLogprobs> LETTERS = List.of(new TokenLogprobs(
            "A", Math.log(0.9), List.of(new Candidate("A", Math.log(0.9)), new Candidate("B", Math.log(0.1)))));
    private static final String KEEP = "\n<decision>keep</decision>";

    private final EstimateScenario scenario;
    private final boolean criticDecides;
    private final boolean judgeGivesLogprobs;
    private final SplittableRandom random = new SplittableRandom(0);
    private final TreeMap<String, Amount> amounts = new TreeMap<>();

    /**
     * @param criticDecides whether the critic is asked to say that it found nothing
     * @param judgeGivesLogprobs whether the judge's model reports log-probabilities
     */
    ScenarioCaller(EstimateScenario scenario, boolean criticDecides, boolean judgeGivesLogprobs) {
        this.scenario = scenario;
        this.criticDecides = criticDecides;
        this.judgeGivesLogprobs = judgeGivesLogprobs;
    }

    @Override
    public ChatResponse call(ModelCall call) {
        int tokens = scenario.tokens(call);
        amounts.merge(call.role().label(), CallUsage.expected(call.request(), tokens), Amount::plus);
        if (call.role() == ModelRole.JUDGE) {
            return verdict(call);
        }
        boolean keeps = call.role() == ModelRole.CRITIC && criticDecides && !scenario.finds(random);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text(call, tokens) + (keeps ? KEEP : "")))
                .build();
    }

    /** A text of this many tokens that no other call is answered with, so that answers differ. */
    private static String text(ModelCall call, int tokens) {
        String text = TokenEstimate.textOf(tokens);
        String step = " " + call.step();
        return text.substring(0, Math.max(0, text.length() - step.length())) + step;
    }

    /** A judge's answer in the form that it was asked for. */
    private ChatResponse verdict(ModelCall call) {
        boolean byLetter = call.step().contains("/vote-");
        ChatCompletionMetadata.Builder metadata = new ChatCompletionMetadata.Builder();
        if (judgeGivesLogprobs
                && call.request().parameters() instanceof SamplingParameters sampling
                && sampling.topLogprobs() != null) {
            metadata.logprobs(LETTERS);
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(byLetter ? "A" : "<verdict>A</verdict>"))
                .metadata(metadata.build())
                .build();
    }

    /** What the calls would take, by role. */
    SortedMap<String, Amount> amounts() {
        return Collections.unmodifiableSortedMap(amounts);
    }
}
