package dev.constitution.runner.wire;

import dev.langchain4j.model.output.FinishReason;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an answer ended, by the words of any provider: gateways hand on their upstream's, so one table serves all. Case,
 * underscores and a prefix such as {@code FinishReason.} or {@code REASON_} say nothing; numbers are those of Google's enumeration.
 */
enum FinishReasons {
    /** Of itself: an answer. */
    WHOLE(
            FinishReason.STOP,
            "stop",
            "end_turn",
            "stop_sequence",
            "eos",
            "eos_token",
            "complete",
            "completed",
            "end",
            "done",
            "end_of_text",
            "end_of_turn",
            "endoftext",
            "end_id",
            "stop_words",
            "1"),
    /** At a limit: half an answer. */
    CUT_OFF(
            FinishReason.LENGTH,
            "length",
            "max_tokens",
            "max_output_tokens",
            "max_length",
            "max_token",
            "token_limit",
            "model_length",
            "max_context",
            "max_len",
            "context_length",
            "model_context_window_exceeded",
            "error_limit",
            "incomplete",
            "limit",
            "max_new_tokens",
            "maximum_tokens",
            "2"),
    /** By a filter: a refusal, whatever text is there. */
    HELD_BACK(
            FinishReason.CONTENT_FILTER,
            "content_filter",
            "content_filtered",
            "safety",
            "sensitive",
            "recitation",
            "refusal",
            "blocklist",
            "prohibited_content",
            "spii",
            "language",
            "image_safety",
            "image_prohibited_content",
            "image_recitation",
            "model_armor",
            "guardrail_intervened",
            "error_toxic",
            "policy_violation",
            "content_policy_violation",
            "blocked",
            "moderation",
            "3",
            "4"),
    /** With a call of a tool: nothing is answered yet. */
    TOOL(FinishReason.TOOL_EXECUTION, "tool_calls", "tool_call", "tool_use", "function_call"),
    /** By a failure on the provider's side: the text so far is no answer. */
    BROKEN_OFF(
            FinishReason.OTHER,
            "error",
            "abort",
            "aborted",
            "cancelled",
            "canceled",
            "network_error",
            "insufficient_system_resource",
            "malformed_function_call",
            "unexpected_tool_call",
            "too_many_tool_calls",
            "missing_thought_signature",
            "malformed_response",
            "malformed_model_output",
            "malformed_tool_use",
            "not_finished",
            "other",
            "pause_turn",
            "time_limit",
            "timed_out",
            "user_cancel",
            "timeout",
            "load",
            "unload"),
    /** A word that is not in the table. */
    UNKNOWN(FinishReason.OTHER);

    private static final Map<String, FinishReasons> TABLE = new HashMap<>();

    static {
        for (FinishReasons ending : values()) {
            ending.words.forEach(word -> TABLE.put(plain(word), ending));
        }
        // The common ones as they are, so that a call's answer needs no new text.
        for (String common : List.of("stop", "length", "end_turn", "STOP", "MAX_TOKENS")) {
            TABLE.put(common, TABLE.getOrDefault(plain(common), UNKNOWN));
        }
    }

    private final FinishReason reason;

    @SuppressWarnings("Immutable") // List.of is
    private final List<String> words;

    FinishReasons(FinishReason reason, String... words) {
        this.reason = reason;
        this.words = List.of(words);
    }

    /** What a provider's word means; null where it gave none. */
    static @Nullable FinishReasons of(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return null;
        }
        FinishReasons known = TABLE.get(word);
        return known == null ? TABLE.getOrDefault(plain(word), UNKNOWN) : known;
    }

    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return lower.replaceFirst("^(?:finish)?reason(?=.)", "");
    }

    FinishReason reason() {
        return reason;
    }
}
