package dev.constitution.runner;

import dev.constitution.SamplingParameters;
import dev.langchain4j.model.chat.request.ChatRequestParameters;

/** The parameters of a request in a fixed form, to tell whether two requests are the same. */
final class RequestText {
    private RequestText() {}

    static String of(ChatRequestParameters p) {
        String common = "temperature=" + p.temperature() + " topP=" + p.topP() + " topK=" + p.topK() + " max="
                + p.maxOutputTokens() + " stop=" + p.stopSequences();
        return p instanceof SamplingParameters s
                ? common + " seed=" + s.seed() + " repeat=" + s.repeatPenalty() + " logprobs=" + s.topLogprobs()
                : common;
    }
}
