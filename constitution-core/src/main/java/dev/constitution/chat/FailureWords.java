package dev.constitution.chat;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What providers say where a status alone does not tell: a table of codes and words by meaning. The status decides what may
 * be meant; the words decide among that. Each list stands for one meaning, in the order in which the meanings are tried.
 */
final class FailureWords {
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Said of a request, but of the moment: conflict, failed dependency, too early, no capacity, closed by a proxy. */
    private static final Set<Integer> PASSING = Set.of(409, 424, 425, 498, 499);

    /** A prompt or an answer held back for what it says. */
    private static final Set<String> REFUSAL_CODES = Set.of(
            "content_filter",
            "content_policy_violation",
            "responsibleaipolicyviolation",
            "moderation_blocked",
            "cyber_policy",
            "data_inspection_failed",
            "datainspectionfailed",
            "contentfilter",
            "sensitive_words_detected",
            "safety_check_failed",
            "censorship_blocked",
            "1301");

    private static final Pattern REFUSAL = words("content exists risk|content filter|content[ _]management policy"
            + "|content[ _-]?policy|inappropriate content|violat\\w* (?:\\w+ ){0,3}(?:usage|content|safety) (?:guideline|polic)"
            + "|flagged|requires moderation|for safety reasons|unsafe (?:or|and) sensitive|unsafe content|sensitive content"
            + "|safety_check_type|content blocked|guardrail|responsible ai|input data may contain inappropriate"
            + "|sensitivecontentdetected|riskdetection|sensitive information|sensitive words|outputted is blocked|certain word or phrase"
            + "|(?:prompt|response|answer) (?:is |was |has been )?blocked|violat\\w* (?:\\w+ ){0,3}moderation"
            + "|敏感内容|敏感信息|不安全或敏感|违规内容|内容安全|安全审核|审核不通过|涉嫌违规");

    /** Flags on an account, which the words above would take for flags on a prompt. */
    private static final Pattern OF_THE_ACCOUNT = words(
            "(?:account|organi[sz]ation|api key|user) (?:\\w+ ){0,3}(?:flagged|suspended|disabled|blocked|banned)");

    /** An account with nothing left. */
    private static final Set<String> UNPAID_CODES = Set.of(
            "insufficient_quota",
            "insufficient_balance",
            "insufficient_balance_error",
            "insufficient_funds",
            "not_enough_balance",
            "exceeded_current_quota_error",
            "billing_hard_limit_reached",
            "usage_limit_reached",
            "budget_exceeded",
            "insufficient_user_quota",
            "1113",
            "1008");

    private static final Pattern UNPAID = words("insufficient[ _-](?:\\w+ )?(?:quota|credits?|balance|funds)"
            + "|credit balance is too low|not enough (?:balance|credits?)|balance is (?:insufficient|not enough|too low)"
            + "|out of credits|please recharge"
            + "|(?<!thinking )(?<!token )budget (?:has been |was )?exceeded|exceeded (?:your |the )?budget|(?:over|crossed) budget|spend(?:ing)? limit"
            + "|past invoices|daily free allocation|free-models-per-day|余额不足|额度不足|已欠费|欠费");

    /** Under 429 these are waited for as long as the provider says. */
    private static final Pattern LIMIT_OF_A_PERIOD =
            words("(?:weekly|monthly|daily)(?: \\([^)]*\\))? (?:usage )?limit");

    private static final Pattern BILLING = words("exceeded your current quota|billing|requires more credits");

    /** Gemini says "quota" of its limits by the minute too, but names which one was met, or how long to wait. */
    private static final Pattern BY_THE_MINUTE = words("perminute|please retry in [\\d.]+ ?m?s");

    private static final Pattern BY_THE_DAY = words("perday");

    /** Throttles that speak of tokens, and so could be taken for a prompt that is too long. */
    private static final Pattern THROTTLE =
            words("throttlingexception|please wait before trying|too many requests|rate limit reached");

    private static final Set<String> OVERFLOW_CODES = Set.of(
            "context_length_exceeded",
            "exceed_context_size_error",
            "request_too_large",
            "tokens_limit_reached",
            "model_context_window_exceeded",
            "1039");

    private static final Pattern OVERFLOW = words("context[ _-]?(?:length|size|window|limit)"
            + "|(?:exceed|over|larger|longer)[^.\\n]{0,60}context"
            + "|(?:prompt|input|messages?|conversation)[^.\\n]{0,40}too (?:long|large)"
            + "|request (?:body )?(?:is )?too large|too many (?:input )?tokens"
            + "|(?:input|prompt)[^.\\n]{0,30}(?:tokens?|length)[^.\\n]{0,40}(?:exceeds?|limit|maximum|longer)"
            + "|exceeds? (?:the |model )*(?:maximum|max|limit|token)[^.\\n]{0,40}(?:input|prompt|token)"
            + "|maximum (?:prompt|input) length|range of input length|configured limit"
            + "|reduce the length of the (?:messages|prompt|input)|exceeded model token limit"
            + "|current length is \\d+ while limit|max_tokens must be at least 1|`inputs` tokens"
            + "|number of tokens to keep|when context the overflows|extra usage is required for long context"
            + "|prompt tokens limit exceeded|input length and `?max_tokens|超过最大长度|上下文长度|上下文过长");

    /** Too long, but not the conversation. */
    private static final Pattern NOT_THE_PROMPT = words(
            "string_above_max_length|string too long"
                    + "|maximum tokens you requested|max_(?:completion_)?tokens`?'?\"? (?:is|must be|should be)? ?(?:too large|less than)");

    private static final Pattern LIMIT_AND_REQUESTED =
            Pattern.compile("Limit:? (\\d{1,12})\\b[^\\n]{0,80}?Requested:? ~?(\\d{1,12})", Pattern.CASE_INSENSITIVE);

    /** The provider behind a gateway failed, whatever the gateway's status says. */
    private static final Pattern BEHIND_THE_GATEWAY = words(
            "^provider returned error\\.?$|additional info: provider returned error"
                    + "|not valid json[^\\n]{0,80}unexpected end of data|model is (?:currently )?(?:over)?load(?:ed|ing)");

    /** What the model wrote was not in the form that the server reads: it may be, when it writes once more. */
    private static final Set<String> UNREADABLE_OUTPUT_CODES =
            Set.of("output_parse_failed", "tool_use_failed", "json_validate_failed");

    private static final Pattern UNREADABLE_OUTPUT =
            words("generated output that could not be parsed|unexpected token \\d+ while expecting start token"
                    + "|tokens remaining in message header|channel marker present but|unknown role: (?:<\\||assistantassistant)"
                    + "|harmonyerror");

    /** The server failed, though its status says that the request was at fault. */
    private static final Pattern SERVER_AT_FAULT = words(
            "network error due to high traffic|(?:cuda |gpu )?out of memory|no available worker|no[_ ]capacity|at capacity|high demand|overloaded|^5000[1-6]$");

    private static final Set<String> UNKNOWN_MODEL_CODES =
            Set.of("model_not_found", "model_not_supported", "model_decommissioned", "invalid_model");

    private static final Pattern UNKNOWN_MODEL = words(
            "no available channel for model|无可用渠道|model not exist|not a valid model id|invalid model name passed");

    /** Too many requests under a status that otherwise speaks of the key. */
    private static final Pattern THROTTLE_OF_THE_KEY = words("secondary rate limit|(?:user)? ?rate ?limit ?exceeded");

    private static final Pattern WAIT =
            words("in[_-]flight|try again (?:in|later)|retry shortly|please wait|retry after|too many");

    private FailureWords() {}

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    }

    /** What an error means under this status; null where its words say no more than the status. */
    static @Nullable FailureKind kind(int status, ProviderError error) {
        String all = error.all();
        if (status == TOO_MANY_REQUESTS) {
            return tooManyRequests(error, all);
        } else if (status == PAYMENT_REQUIRED) {
            return WAIT.matcher(all).find() && !isUnpaid(error, all) ? FailureKind.RATE_LIMITED : FailureKind.QUOTA;
        } else if (status == 401 || status == 404 || status == 408) {
            return null;
        }
        if (status == 451 || isRefusal(status, error, all)) {
            return FailureKind.REFUSED;
        } else if (status / 100 == 3 || status == 405 || status == 410 || isOfTheModel(error, all)) {
            return FailureKind.MODEL_NOT_FOUND;
        } else if (status < 500 && isUnreadableOutput(error, all)) {
            return FailureKind.MALFORMED;
        } else if (isUnpaid(error, all)
                || (status == FORBIDDEN && LIMIT_OF_A_PERIOD.matcher(all).find())) {
            return FailureKind.QUOTA;
        } else if (status < 500
                && (status == FORBIDDEN ? THROTTLE_OF_THE_KEY : THROTTLE)
                        .matcher(all)
                        .find()) {
            return FailureKind.RATE_LIMITED;
        } else if (status == 413 || isOverflow(error, all)) {
            return FailureKind.TOO_LONG;
        }
        boolean passes = PASSING.contains(status)
                || (status == 400
                        && (BEHIND_THE_GATEWAY.matcher(error.words()).find()
                                || SERVER_AT_FAULT.matcher(all).find()));
        return passes ? FailureKind.UNAVAILABLE : null;
    }

    private static FailureKind tooManyRequests(ProviderError error, String all) {
        Matcher limit = LIMIT_AND_REQUESTED.matcher(error.words());
        if (limit.find() && Long.parseLong(limit.group(2)) > Long.parseLong(limit.group(1))) {
            return FailureKind.TOO_LONG; // no wait makes the limit larger
        }
        boolean unpaid = isUnpaid(error, all)
                || (BILLING.matcher(all).find()
                        && (!BY_THE_MINUTE.matcher(all).find()
                                || BY_THE_DAY.matcher(all).find()));
        return unpaid ? FailureKind.QUOTA : FailureKind.RATE_LIMITED;
    }

    private static boolean isRefusal(int status, ProviderError error, String all) {
        if (error.codes().stream().anyMatch(REFUSAL_CODES::contains)) {
            return true;
        }
        // A server's own failure is seldom about words: codes alone tell a refusal there.
        return status < 500
                && (error.moderated() || REFUSAL.matcher(all).find())
                && !OF_THE_ACCOUNT.matcher(all).find();
    }

    private static boolean isOfTheModel(ProviderError error, String all) {
        return error.codes().stream().anyMatch(UNKNOWN_MODEL_CODES::contains)
                || UNKNOWN_MODEL.matcher(all).find();
    }

    private static boolean isUnreadableOutput(ProviderError error, String all) {
        return error.codes().stream().anyMatch(UNREADABLE_OUTPUT_CODES::contains)
                || UNREADABLE_OUTPUT.matcher(all).find();
    }

    private static boolean isUnpaid(ProviderError error, String all) {
        return error.codes().stream().anyMatch(UNPAID_CODES::contains)
                || UNPAID.matcher(all).find();
    }

    private static boolean isOverflow(ProviderError error, String all) {
        return error.codes().stream().anyMatch(OVERFLOW_CODES::contains)
                || (OVERFLOW.matcher(all).find() && !NOT_THE_PROMPT.matcher(all).find());
    }
}
