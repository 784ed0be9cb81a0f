package dev.constitution.runner.run;

import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.TokenEstimate;
import dev.constitution.runner.wire.ChatCompletionMetadata;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final DryRun.Models models;
    private final SplittableRandom random = new SplittableRandom(0);
    private final CallRoles roles;
    private final TreeMap<String, Amount> amounts = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Amount>> parts = new TreeMap<>();
    private final TreeMap<String, Long> answered = new TreeMap<>();
    private final Map<ModelCall, Optional<Amount>> row = new LinkedHashMap<>(); // empty for what is answered
    private StoredAnswers.Row answers = StoredAnswers.Row.NONE;

    /** @param roles whom calls are counted as */
    ScenarioCaller(EstimateScenario scenario, DryRun.Models models, CallRoles roles) {
        this.scenario = scenario;
        this.models = models;
        this.roles = roles;
    }

    /** Goes on with a row that may be answered in part. */
    void begin(StoredAnswers.Row stored) {
        answers = stored;
        row.clear();
    }

    /** Adds what the row took to whose it is. */
    void end(CallShares shares) {
        row.forEach((call, amount) -> {
            String part = shares.part(call);
            amount.ifPresentOrElse(
                    taken -> parts.computeIfAbsent(part, any -> new TreeMap<>())
                            .merge(roles.of(call), taken, Amount::plus),
                    () -> answered.merge(part, 1L, Long::sum));
        });
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        Optional<ChatResponse> known = answers.answer(call);
        if (known.isPresent()) {
            row.put(call, Optional.empty());
            return known.get();
        }
        int tokens = scenario.tokens(call);
        Amount amount = CallUsage.expected(call.request(), tokens);
        row.put(call, Optional.of(amount));
        amounts.merge(roles.of(call), amount, Amount::plus);
        if (call.role() == ModelRole.JUDGE) {
            return verdict(call);
        }
        boolean keeps = call.role() == ModelRole.CRITIC && models.criticDecides() && !scenario.finds(random);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text(call, tokens) + (keeps ? KEEP : "")))
                .build();
    }

    /** A text of this many tokens that no other call is answered with, so that answers differ. */
    private static String text(ModelCall call, int tokens) {
        String text = TokenEstimate.textOf(tokens, call.step());
        String step = " " + call.step();
        return text.substring(0, Math.max(0, text.length() - step.length())) + step;
    }

    /** A judge's answer in the form that it was asked for. */
    private ChatResponse verdict(ModelCall call) {
        boolean byLetter = call.step().contains("/vote-");
        ChatCompletionMetadata.Builder metadata = new ChatCompletionMetadata.Builder();
        if (models.judgeGivesLogprobs()
                && call.request().parameters() instanceof SamplingParameters sampling
                && sampling.topLogprobs() != null) {
            metadata.logprobs(LETTERS);
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(byLetter ? "A" : "<verdict>A</verdict>"))
                .metadata(metadata.build())
                .build();
    }

    /** What the calls of a part would take, by role. */
    SortedMap<String, Amount> amounts(String part) {
        return parts.getOrDefault(part, new TreeMap<>());
    }

    /** How many calls of a part are answered already. */
    long answered(String part) {
        return answered.getOrDefault(part, 0L);
    }

    /** What the calls would take, by role. */
    SortedMap<String, Amount> amounts() {
        return Collections.unmodifiableSortedMap(amounts);
    }
}
