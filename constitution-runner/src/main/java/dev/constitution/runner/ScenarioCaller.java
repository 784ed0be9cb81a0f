package dev.constitution.runner;

import dev.constitution.ModelCall;
import dev.constitution.ModelCaller;
import dev.constitution.ModelRole;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Answers a stage's calls as a scenario has it, without any model, and adds up what the calls would take: the stage itself
 * decides which calls there are and words them. Used by one thread.
 */
final class ScenarioCaller implements ModelCaller {
    private static final String KEEP = "\n<decision>keep</decision>";

    private final Scenario scenario;
    private final boolean criticDecides;
    private final SplittableRandom random = new SplittableRandom(0);
    private final TreeMap<String, Amount> amounts = new TreeMap<>();

    /**
     * @param criticDecides whether the critic is asked to say that it found nothing
     */
    ScenarioCaller(Scenario scenario, boolean criticDecides) {
        this.scenario = scenario;
        this.criticDecides = criticDecides;
    }

    @Override
    public ChatResponse call(ModelCall call) {
        int tokens = scenario.tokens(call);
        amounts.merge(call.role().label(), CallUsage.reserved(call.request(), tokens), Amount::plus);
        boolean keeps = call.role() == ModelRole.CRITIC && criticDecides && !scenario.finds(random);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(TokenEstimate.textOf(tokens) + (keeps ? KEEP : "")))
                .build();
    }

    /** What the calls would take, by role. */
    SortedMap<String, Amount> amounts() {
        return Collections.unmodifiableSortedMap(amounts);
    }
}
