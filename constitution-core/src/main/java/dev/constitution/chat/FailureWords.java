package dev.constitution.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What providers say where a status alone does not tell: codes and words by meaning, and a table of what weighs how much. The
 * code decides before the words: a limit by the minute may be told with a sentence on billing.
 */
final class FailureWords {
    /** Said of a request, but of the moment: conflict, failed dependency, too early, no capacity, closed by a proxy. */
    private static final int[] PASSING = {409, 424, 425, 498, 499};

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

    /** Too many requests in a time: waited for, whatever the sentence beside it says. */
    private static final Set<String> RATE_CODES = Set.of(
            "rate_limit_exceeded",
            "rate_limit_error",
            "rate_limited",
            "rate_limit_reached",
            "rate_limit_reached_error",
            "ratelimitreached",
            "ratelimitexceeded",
            "too_many_requests",
            "toomanyrequests",
            "throttlingexception",
            "throttling.ratequota",
            "throttling.allocationquota",
            "limit_requests",
            "limit_tokens",
            "1302",
            "1303");

    private static final Pattern UNPAID = words("insufficient[ _-](?:\\w+ )?(?:quota|credits?|balance|funds)"
            + "|credit balance is too low|not enough (?:balance|credits?)|balance is (?:insufficient|not enough|too low)"
            + "|out of credits|please recharge|reached your specified (?:\\w+ )?usage limits"
            + "|(?<!thinking )(?<!token )budget (?:has been |was )?exceeded|exceeded (?:your |the )?budget|(?:over|crossed) budget|spend(?:ing)? limit"
            + "|past invoices|daily free allocation|free-models-per-day|余额不足|额度不足|已欠费|欠费");

    /** Under 429 these are waited for as long as the provider says. */
    private static final Pattern LIMIT_OF_A_PERIOD =
            words("(?:weekly|monthly|daily)(?: \\([^)]*\\))? (?:usage )?limit");

    private static final Pattern BILLING = words("exceeded your current quota|billing|requires more credits");

    private static final Pattern BY_THE_MINUTE = words("perminute");

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

    private static final Pattern UNKNOWN_MODEL =
            words("no available channel for model|无可用渠道|model not exist|not a valid model id|invalid model name passed"
                    + "|model identifier is invalid|on-demand throughput isn.t supported");

    /** Too many requests under a status that otherwise speaks of the key. */
    private static final Pattern THROTTLE_OF_THE_KEY = words("secondary rate limit|(?:user)? ?rate ?limit ?exceeded");

    private static final Pattern WAIT =
            words("in[_-]flight|try again (?:in|later)|retry shortly|please wait|retry after|too many");

    private FailureWords() {}

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    }

    /** What is known of a failure. */
    private record Said(int status, ProviderError error, String all, boolean asksToWait, String body) {
        boolean hasCode(Set<String> codes) {
            return error.codes().stream().anyMatch(codes::contains);
        }

        boolean says(Pattern words) {
            return words.matcher(all).find();
        }

        boolean isOneOf(int... statuses) {
            return Arrays.stream(statuses).anyMatch(one -> one == status);
        }

        /** A limit above which no single request is answered, however long one waits. */
        boolean asksForMoreThanTheLimit() {
            Matcher limit = LIMIT_AND_REQUESTED.matcher(error.words());
            return limit.find() && Long.parseLong(limit.group(2)) > Long.parseLong(limit.group(1));
        }

        /** Gemini says "quota" of its limits by the minute too, but names which one was met, or how long to wait. */
        boolean isOfTheMinute() {
            return !says(BY_THE_DAY)
                    && (says(BY_THE_MINUTE) || StatedWait.in(body).isPresent());
        }

        /** A server's own failure is seldom about words: codes alone tell a refusal there. */
        boolean isRefusal() {
            return status < 500 && (error.moderated() || says(REFUSAL)) && !says(OF_THE_ACCOUNT);
        }
    }

    /** Where this is so, a failure is of that kind; empty is what the status alone says. */
    private record Sign(Predicate<Said> isSo, Optional<FailureKind> kind) {}

    private static Sign sign(FailureKind kind, Predicate<Said> isSo) {
        return new Sign(isSo, Optional.of(kind));
    }

    /** The signs in the order of their weight: status and code, then headers, then words. The first that is so decides. */
    private static final List<Sign> SIGNS = List.of(
            // Status and code.
            new Sign(said -> said.isOneOf(401, 404, 408), Optional.empty()),
            sign(FailureKind.AUTHENTICATION, said -> said.status == 407), // a proxy's, before the provider
            sign(FailureKind.QUOTA, said -> said.hasCode(UNPAID_CODES)),
            sign(FailureKind.REFUSED, said -> !said.isOneOf(402, 429) && said.hasCode(REFUSAL_CODES)),
            sign(FailureKind.REFUSED, said -> said.status == 451),
            sign(FailureKind.MODEL_NOT_FOUND, said -> said.status / 100 == 3 || said.isOneOf(405, 410)),
            sign(FailureKind.MODEL_NOT_FOUND, said -> said.status != 429 && said.hasCode(UNKNOWN_MODEL_CODES)),
            sign(FailureKind.MALFORMED, said -> said.status < 500 && said.hasCode(UNREADABLE_OUTPUT_CODES)),
            sign(FailureKind.TOO_LONG, said -> said.status == 413),
            sign(FailureKind.TOO_LONG, said -> !said.isOneOf(402, 429) && said.hasCode(OVERFLOW_CODES)),
            sign(FailureKind.TOO_LONG, said -> said.status == 429 && said.asksForMoreThanTheLimit()),
            sign(FailureKind.RATE_LIMITED, said -> said.status < 500 && said.hasCode(RATE_CODES)),
            // Headers.
            sign(FailureKind.RATE_LIMITED, said -> said.isOneOf(402, 403, 429) && said.asksToWait),
            // Words.
            sign(
                    FailureKind.QUOTA,
                    said -> said.status == 429 && (said.says(UNPAID) || (said.says(BILLING) && !said.isOfTheMinute()))),
            sign(FailureKind.RATE_LIMITED, said -> said.status == 429),
            sign(FailureKind.RATE_LIMITED, said -> said.status == 402 && said.says(WAIT) && !said.says(UNPAID)),
            sign(FailureKind.QUOTA, said -> said.status == 402),
            sign(FailureKind.REFUSED, Said::isRefusal),
            sign(FailureKind.MODEL_NOT_FOUND, said -> said.says(UNKNOWN_MODEL)),
            sign(FailureKind.MALFORMED, said -> said.status < 500 && said.says(UNREADABLE_OUTPUT)),
            sign(FailureKind.QUOTA, said -> said.says(UNPAID)),
            sign(FailureKind.QUOTA, said -> said.status == 403 && said.says(LIMIT_OF_A_PERIOD)),
            sign(
                    FailureKind.RATE_LIMITED,
                    said -> said.status < 500 && said.says(said.status == 403 ? THROTTLE_OF_THE_KEY : THROTTLE)),
            sign(FailureKind.TOO_LONG, said -> said.says(OVERFLOW) && !said.says(NOT_THE_PROMPT)),
            sign(
                    FailureKind.UNAVAILABLE,
                    said -> said.status == 400
                            && (BEHIND_THE_GATEWAY.matcher(said.error.words()).find() || said.says(SERVER_AT_FAULT))),
            // Nothing but the status, which may be another one for the same request a little later.
            sign(FailureKind.UNAVAILABLE, said -> said.isOneOf(PASSING)));

    /**
     * What a failure means under this status; empty where it says no more than the status.
     *
     * @param body what the server said, or the exception's own words
     * @param asksToWait whether a header of the answer asks to wait
     */
    static Optional<FailureKind> kind(int status, String body, boolean asksToWait) {
        ProviderError error = ProviderError.of(body);
        Said said = new Said(status, error, error.all(), asksToWait, body);
        return SIGNS.stream().filter(sign -> sign.isSo.test(said)).findFirst().flatMap(Sign::kind);
    }
}
