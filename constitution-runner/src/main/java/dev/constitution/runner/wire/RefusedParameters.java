package dev.constitution.runner.wire;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ProviderError;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.exception.HttpException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a model's server refuses, learnt from its refusals: what is learnt once is left out, or sent in
 * another form, from then on. Thread-safe.
 *
 * <p>A parameter counts as refused where the error names it, in a field of its own or in its words, and the words say that
 * it, or its value, is not to be had. Names that are common words, {@code stop} and {@code seed}, count only where they
 * stand as a name: in quotes, or next to "parameter", "argument" and the like.
 */
final class RefusedParameters {

    /** What is done otherwise. */
    enum Change {
        NO_TEMPERATURE("temperature", "temperature"),
        NO_TOP_P("top_p", "top_p", "topp"),
        NO_FREQUENCY_PENALTY("frequency_penalty", "frequency_penalty", "frequencypenalty"),
        NO_PRESENCE_PENALTY("presence_penalty", "presence_penalty", "presencepenalty"),
        NO_SEED("seed", "seed", "random_seed"),
        NO_STOP("stop", "stop", "stop_sequences", "stopsequences"),
        NO_LOGPROBS("logprobs", "logprobs", "top_logprobs", "toplogprobs", "log_probabilities", "log probabilities"),
        NO_REPEAT_PENALTY("repeat_penalty", "repeat_penalty"),
        NO_CACHE_MARKS("cache_control", "cache_control", "cachepoint", "cache point", "prompt caching"),
        /** The length limit goes by its other name. */
        OTHER_LENGTH_FIELD("max_tokens", "max_tokens", "max_completion_tokens"),
        /** No length limit. */
        NO_LENGTH("max_tokens", "max_tokens", "max_completion_tokens", "max_output_tokens", "maxoutputtokens"),
        /** Answers come in pieces. */
        STREAMED("stream");

        private final String label;

        @SuppressWarnings("Immutable") // List.of is
        private final List<String> names;

        Change(String label, String... names) {
            this.label = label;
            this.names = List.of(names);
        }

        /** The changes in one text. */
        static String form(Set<Change> changes) {
            return changes.stream().map(Change::name).sorted().collect(Collectors.joining(","));
        }

        static Set<Change> ofForm(String form) {
            List<String> names = List.of(form.split(","));
            EnumSet<Change> changes = EnumSet.allOf(Change.class);
            changes.removeIf(change -> !names.contains(change.name()));
            return changes;
        }

        /** Without the one that a batch has no use for. */
        static Set<Change> unstreamed(Set<Change> changes) {
            return changes.stream().filter(change -> change != STREAMED).collect(Collectors.toUnmodifiableSet());
        }
    }

    private static final Set<FailureKind> MAY_BE_OF_A_PARAMETER = EnumSet.of(
            FailureKind.INVALID_REQUEST,
            FailureKind.AUTHENTICATION,
            FailureKind.UNAVAILABLE,
            FailureKind.MODEL_NOT_FOUND);

    private static final int UNAUTHORIZED = 401;

    private static final Pattern NOT_TO_BE_HAD = Pattern.compile(
            "not (?:supported|allowed|permitted|available|accepted|recogni[sz]ed|implemented|valid|enabled|compatible)"
                    + "|(?:does|do|is|are|can|could)(?: not|n't) (?:\\w+ )?(?:support|accept|allow|be|both|have|take)"
                    + "|cannot|can not be|unsupported|unknown|unrecogni[sz]ed|unexpected|extra|forbidden|deprecated|invalid"
                    + "|only (?:\\S+ ){0,3}(?:allowed|default|supported)|must (?:not )?be|should be|greater than|less than"
                    + "|maximum|remove|use '|use `|no endpoints found that support|disabled|isn't|removed|不支持|无效|不允许",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BY_VALUE_TOO_LARGE = Pattern.compile(
            "too (?:large|high|big)|at most|exceed|maximum|less than|between", Pattern.CASE_INSENSITIVE);

    private static final Pattern STREAM_DEMANDED = Pattern.compile(
            "must have stream|stream['\"`]? ?(?:=|:|must be|set to|should be|to be) ?['\"`]?true|streaming is (?:required|strongly)"
                    + "|only supports? (?:streaming|stream)|require[sd]? (?:streaming|stream)\\b|non-?stream(?:ing)? (?:calls?|requests?|mode)"
                    + "|stream ?= ?false",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern INTRODUCED = Pattern.compile(
            "(?:(?:parameters?|arguments?|fields?|inputs?|properties|property|keys?|models?|supplied|name)(?: name)?[ :]* ?(?:[\\w, ]+, ?)?|-> ?|loc[^\\n]{0,20})$");

    private static final String NOT_JSON = "not json compliant";

    private final ModelNotes notes;
    private final Set<Change> possible;
    private volatile Set<Change> changes = Set.of();

    /**
     * @param possible what can be done otherwise in this model's requests
     */
    RefusedParameters(ModelNotes notes, Set<Change> possible) {
        this.notes = notes;
        this.possible = possible;
    }

    /** What requests are to do otherwise; empty for most models. */
    Set<Change> changes() {
        return changes;
    }

    /** Whether a request that failed so may pass when it is sent again, with {@link #changes()} as they are now. */
    synchronized boolean learn(RuntimeException failure, SamplingParameters sent, Set<Change> sentWith) {
        ProviderError error = errorOf(failure);
        if (error == null) {
            return false;
        }
        EnumSet<Change> learnt = EnumSet.noneOf(Change.class);
        String words = error.words().toLowerCase(Locale.ROOT);
        for (Change change : possible) {
            if (!sentWith.contains(change) && refuses(error, words, change, sent, sentWith)) {
                learnt.add(change);
            }
        }
        if (learnt.contains(Change.NO_TEMPERATURE)
                && learnt.contains(Change.NO_TOP_P)
                && (words.contains("both") || words.contains("only one"))) {
            learnt.remove(Change.NO_TEMPERATURE);
        }
        if (learnt.contains(Change.STREAMED) || learnt.contains(Change.OTHER_LENGTH_FIELD)) {
            learnt.remove(Change.NO_LENGTH);
            if (learnt.contains(Change.STREAMED)) {
                learnt.retainAll(EnumSet.of(Change.STREAMED));
            }
        }
        for (Change change : learnt) {
            if (!changes.contains(change)) {
                notes.add(note(change), "; the server says: " + firstLine(error.words()));
            }
        }
        learnt.addAll(changes);
        changes = learnt;
        return !learnt.equals(sentWith);
    }

    private static @Nullable ProviderError errorOf(RuntimeException failure) {
        if (!MAY_BE_OF_A_PARAMETER.contains(FailureKind.of(failure))) {
            return null;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpException http) {
                return http.statusCode() == UNAUTHORIZED ? null : ProviderError.of(String.valueOf(http.getMessage()));
            }
        }
        return null;
    }

    private static boolean refuses(
            ProviderError error, String words, Change change, SamplingParameters sent, Set<Change> sentWith) {
        if (!isSent(change, sent)) {
            return false;
        }
        if (change == Change.STREAMED) {
            return STREAM_DEMANDED.matcher(words).find();
        } else if (change == Change.NO_LOGPROBS && words.contains(NOT_JSON)) {
            return true;
        } else if (change == Change.NO_LENGTH && !sentWith.contains(Change.OTHER_LENGTH_FIELD)) {
            return false;
        }
        boolean isLength = change == Change.OTHER_LENGTH_FIELD || change == Change.NO_LENGTH;
        if (isLength && BY_VALUE_TOO_LARGE.matcher(words).find()) {
            return false; // the caller's own limit is above the model's: that is for people to change
        }
        boolean named =
                error.fields().stream().anyMatch(field -> change.names.contains(field.toLowerCase(Locale.ROOT)));
        return (named || change.names.stream().anyMatch(name -> standsIn(words, name)))
                && (NOT_TO_BE_HAD.matcher(words).find()
                        || error.codes().stream()
                                .anyMatch(code -> code.contains("unsupported") || code.contains("unknown")));
    }

    private static boolean isSent(Change change, SamplingParameters sent) {
        return switch (change) {
            case NO_TEMPERATURE -> sent.temperature() != null;
            case NO_TOP_P -> sent.topP() != null;
            case NO_FREQUENCY_PENALTY -> sent.frequencyPenalty() != null;
            case NO_PRESENCE_PENALTY -> sent.presencePenalty() != null;
            case NO_SEED -> sent.seed() != null;
            case NO_STOP ->
                sent.stopSequences() != null && !sent.stopSequences().isEmpty();
            case NO_LOGPROBS -> sent.topLogprobs() != null && sent.topLogprobs() > 0;
            case NO_REPEAT_PENALTY -> sent.repeatPenalty() != null;
            case OTHER_LENGTH_FIELD, NO_LENGTH -> sent.maxOutputTokens() != null;
            case NO_CACHE_MARKS, STREAMED -> true;
        };
    }

    /** Whether a text holds a parameter's name, as a name. */
    private static boolean standsIn(String words, String name) {
        boolean commonWord = name.equals("stop") || name.equals("seed");
        for (int at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1)) {
            int end = at + name.length();
            char before = at == 0 ? ' ' : words.charAt(at - 1);
            char after = end == words.length() ? ' ' : words.charAt(end);
            if (isPartOfName(before) || isPartOfName(after)) {
                continue;
            }
            if (!commonWord || (isQuote(before) && isQuote(after)) || isIntroduced(words.substring(0, at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isQuote(char c) {
        return "'\"`“”‘’".indexOf(c) >= 0;
    }

    private static boolean isIntroduced(String before) {
        return INTRODUCED.matcher(before).find();
    }

    private static String note(Change change) {
        return switch (change) {
            case OTHER_LENGTH_FIELD ->
                "the token limit is sent under its other name (max_tokens, max_completion_tokens)";
            case STREAMED -> "answers are asked for in pieces";
            default -> change.label + " is left out";
        };
    }

    private static String firstLine(String words) {
        String line = words.lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /** The sampling without what is refused; the same where nothing is. */
    static SamplingParameters without(SamplingParameters sampling, Set<Change> changes) {
        if (changes.isEmpty()) {
            return sampling;
        }
        SamplingParameters.Builder left = SamplingParameters.builder().overrideWith(sampling);
        for (Change change : changes) {
            switch (change) {
                case NO_TEMPERATURE -> left.temperature(null);
                case NO_TOP_P -> left.topP(null);
                case NO_FREQUENCY_PENALTY -> left.frequencyPenalty(null);
                case NO_PRESENCE_PENALTY -> left.presencePenalty(null);
                case NO_SEED -> left.seed(null);
                case NO_STOP -> left.stopSequences(List.of());
                case NO_LOGPROBS -> left.topLogprobs(null);
                case NO_REPEAT_PENALTY -> left.repeatPenalty(null);
                case NO_LENGTH -> left.maxOutputTokens(null);
                case NO_CACHE_MARKS, OTHER_LENGTH_FIELD, STREAMED -> {}
            }
        }
        return left.build();
    }
}
