package dev.constitution.runner.display;

import dev.constitution.chat.StatedWait;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.ShellWords;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.store.OutcomeReason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** What has to change before failed rows can end otherwise, and the command that then does them again. */
public final class RetryAdvice {
    private static final String TRUNCATED = "truncated";
    private static final String TIMEOUT = "timeout";

    /** As a model's server that was silent is told of. */
    private static final Pattern WAITED =
            Pattern.compile("(?:within|for) (\\d[\\d.]* (?:s|min|h)(?: \\d+ (?:s|min))?)");

    /** As a row that shows an image which could not be used is told of. */
    private static final Pattern IMAGE = Pattern.compile("turn \\d+, image \\d+: ");

    /** The same request would end the same. */
    private static final Set<String> IN_VAIN = Set.of("refused", OutcomeJson.BAD_INPUT);

    private final List<OutcomeReason> failures;
    private final boolean isJudge;

    private RetryAdvice(List<OutcomeReason> reasons, boolean isJudge) {
        this.failures = reasons.stream().filter(OutcomeReason::isFailure).toList();
        this.isJudge = isJudge;
    }

    /** For what {@code constitution run} made. */
    public static RetryAdvice ofPairs(List<OutcomeReason> reasons) {
        return new RetryAdvice(reasons, false);
    }

    /** For what {@code constitution judge} made, whose answers have a limit of their own. */
    public static RetryAdvice ofVerdicts(List<OutcomeReason> reasons) {
        return new RetryAdvice(reasons, true);
    }

    /**
     * The command that does again what can end otherwise; empty where nothing can.
     *
     * @param program what the user calls the program by
     */
    public Optional<String> command(String program, Path folder) {
        List<String> kinds = failures.stream()
                .filter(failure -> !IN_VAIN.contains(failure.detail()) || isOfAnImage(failure))
                .map(OutcomeReason::detail)
                .sorted()
                .toList();
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        List<String> words =
                new ArrayList<>(List.of(program, "retry", ShellWords.path(folder), "--kind", String.join(",", kinds)));
        maxTokens().ifPresent(tokens -> words.addAll(List.of("--max-tokens", Long.toString(tokens))));
        timeout().ifPresent(time -> words.addAll(List.of("--timeout", Durations.inOption(time))));
        return Optional.of(ShellWords.line(words));
    }

    /** Says of each kind of failure what has to change, a line each. */
    public void print(PrintWriter out) {
        if (!failures.isEmpty()) {
            out.println("\nbefore a retry:");
            failures.forEach(failure -> out.println("  " + failure.detail() + ": " + sentence(failure)));
        }
    }

    /** What has to change for rows that failed so; empty for those that did not fail. */
    public Optional<String> before(OutcomeReason reason) {
        return Optional.of(reason).filter(OutcomeReason::isFailure).map(this::sentence);
    }

    /** Twice the limit that cut an answer off: less would often cut it off again. */
    private OptionalLong maxTokens() {
        return isJudge
                ? OptionalLong.empty()
                : failures.stream()
                        .filter(failure -> failure.detail().equals(TRUNCATED))
                        .flatMapToLong(failure -> failure.tokens().stream())
                        .map(limit -> 2 * limit)
                        .max();
    }

    /** Twice the longest time that was waited in vain. */
    private Optional<Duration> timeout() {
        return failures.stream()
                .filter(failure -> failure.detail().equals(TIMEOUT))
                .flatMap(failure -> WAITED.matcher(failure.words()).results())
                .flatMap(waited -> StatedWait.span(waited.group(1)).stream())
                .max(Comparator.naturalOrder())
                .map(waited -> waited.multipliedBy(2));
    }

    private String sentence(OutcomeReason failure) {
        return switch (failure.detail()) {
            case TRUNCATED -> truncated();
            case TIMEOUT ->
                "needs a longer --timeout"
                        + timeout()
                                .map(time -> ", for example " + Durations.inOption(time) + ", twice what was waited")
                                .orElse("");
            case "too_long" ->
                "needs a larger context: serve the model with one, or start another run on a larger model";
            case "refused" -> "nothing to retry; the same request would be refused again";
            case OutcomeJson.BAD_INPUT ->
                isOfAnImage(failure)
                        ? "put the images right where the rows say that they are; what is wrong in the rows themselves,"
                                + " correct there, and start another run with --fork"
                        : "nothing to retry; correct the rows, and start another run with --fork";
            case "invalid_request" -> "mend what the server says: " + Words.shown(failure.words());
            case "quota" -> "add to the account's credit or quota";
            case "authentication" -> "give a key that may use this model";
            case "model_not_found" -> "let the server load the model, or correct its name in another run";
            case "rate_limited" -> "wait until the provider's limit allows more requests";
            case "empty" -> "nothing has to change; another answer is asked for";
            case "error" -> "mend what is said; of an exception the log has more: " + Words.shown(failure.words());
            default -> "nothing has to change; do them again";
        };
    }

    /** A retry looks for images again. */
    private static boolean isOfAnImage(OutcomeReason failure) {
        return failure.detail().equals(OutcomeJson.BAD_INPUT)
                && IMAGE.matcher(failure.words()).find();
    }

    private String truncated() {
        OptionalLong tokens = maxTokens();
        if (isJudge) {
            return "name a judge that answers in fewer tokens";
        }
        return tokens.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "needs a higher --max-tokens, for example %,d, twice the limit that was met",
                        tokens.getAsLong())
                : "needs a higher --max-tokens";
    }
}
