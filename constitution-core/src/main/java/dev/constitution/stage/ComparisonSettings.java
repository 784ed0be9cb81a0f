package dev.constitution.stage;

import dev.constitution.chat.Sampling;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;

/**
 * What a {@link Comparison} was built with; its builder says what each of them is.
 *
 * @param sampling over what the shape says
 * @param temperatures of the answers in turn; empty leaves them to the sampling
 */
record ComparisonSettings(
        ChatModel generator,
        ConstitutionalJudge judge,
        PromptShape shape,
        Sampling sampling,
        List<Double> temperatures,
        int samples,
        long seed) {

    /** How the answer of this number, from 1, is sampled. */
    Sampling sampling(int number) {
        Sampling common = shape.generation().sampling().overriddenBy(sampling);
        return temperatures.isEmpty()
                ? common
                : common.withTemperature(temperatures.get((number - 1) % temperatures.size()));
    }
}
