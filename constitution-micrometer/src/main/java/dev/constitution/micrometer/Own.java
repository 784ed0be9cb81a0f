package dev.constitution.micrometer;

import dev.constitution.live.ConstitutionalChatResponse;
import dev.constitution.principles.Decision;
import dev.constitution.stage.Outcome;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Locale;

/** Names of this library's own. */
final class Own {
    /** An answer of a wrapped model, from its request to the last revision. */
    static final String ANSWER = "constitution.answer";
    /** An answer on its way through critique and revision. */
    static final String REVISION = "constitution.revision";
    /** A call of a model; the name of the observation, not of the meter. */
    static final String CALL = "gen_ai.client.operation";

    static final String ANSWER_DURATION = "constitution.answer.duration";
    static final String REVISION_DURATION = "constitution.revision.duration";
    static final String CRITIQUES = "constitution.critiques";
    static final String REVISIONS = "constitution.revisions";
    static final String ROUNDS = "constitution.rounds";
    static final String FAILURES = "constitution.failures";

    static final String ROLE = "constitution.role";
    static final String OUTCOME = "constitution.outcome";
    static final String PRINCIPLE = "constitution.principle";
    static final String DECISION = "constitution.decision";
    static final String READING = "constitution.reading";
    static final String FAILURE_KIND = "constitution.failure.kind";
    static final String ROUND_COUNT = "constitution.rounds";
    static final String INPUT_TOKENS = "constitution.usage.input_tokens";
    static final String OUTPUT_TOKENS = "constitution.usage.output_tokens";

    /** Micrometer's word for a tag that has no value; a meter always has the same tags. */
    static final String NONE = "none";

    /** Something was thrown before there was an outcome. */
    static final String BROKEN_OFF = "broken_off";

    private Own() {}

    static String label(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }

    /** What a row came to: {@code revised}, {@code failed}, or what kept it from being a pair. */
    static String outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.gate();
        }
        return outcome instanceof Outcome.Failed ? "failed" : "revised";
    }

    /** What an answer came to; {@code untouched} where nothing was criticised, such as a call of a tool. */
    static String outcome(ChatResponse response) {
        return response instanceof ConstitutionalChatResponse revised ? outcome(revised.outcome()) : "untouched";
    }
}
