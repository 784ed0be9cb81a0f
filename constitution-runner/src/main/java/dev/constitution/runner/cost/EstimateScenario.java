package dev.constitution.runner.cost;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** An assumption on how models answer, for an estimate before any has. */
public enum EstimateScenario {
    /** Short answers, and a critic that finds nothing. */
    LOW(75, 30, 0),
    /** Answers of about 230 words, and a critic that finds something every other time. */
    EXPECTED(300, 100, 0.5),
    /** Long answers, and a critic that always finds something. */
    HIGH(1000, 400, 1);

    private final int answerTokens;
    private final int critiqueTokens;
    private final double findingProbability;

    EstimateScenario(int answerTokens, int critiqueTokens, double findingProbability) {
        this.answerTokens = answerTokens;
        this.critiqueTokens = critiqueTokens;
        this.findingProbability = findingProbability;
    }

    /** The name as it stands in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tokens of an answer or a revision. */
    public int answerTokens() {
        return answerTokens;
    }

    /** The tokens of the answer to this call, no more than its limit; a judge that reasons says as much as a critic. */
    public int tokens(ModelCall call) {
        int usual = call.role() == ModelRole.CRITIC || call.role() == ModelRole.JUDGE ? critiqueTokens : answerTokens;
        Integer limit = call.request().maxOutputTokens();
        return limit == null ? usual : Math.min(usual, limit);
    }

    /** Whether the next critique finds something to revise. */
    public boolean finds(RandomGenerator random) {
        return random.nextDouble() < findingProbability;
    }
}
