package dev.constitution.runner.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers every request of a run, that of its judge too: answers are numbered by the request's seed, and the judge votes for
 * the greater number but errs now and then. Follows from the request alone.
 */
public final class NumberedAnswers implements LoopbackServer.Script {
    private static final Pattern NUMBER = Pattern.compile("Answer (\\d+)");

    @Override
    public ServerAnswer answer(ServerRequest request) {
        long seed = Math.abs(request.body().path("seed").longValue());
        if (!request.says("response-A-")) {
            return Completion.of("Answer " + seed % 1_000_000).sent();
        }
        Matcher numbers = NUMBER.matcher(
                request.conversation().substring(request.conversation().lastIndexOf("<response-A-")));
        boolean isFirst = next(numbers) > next(numbers);
        boolean errs = seed % 5 == 0;
        return Completion.of(isFirst == errs ? "B" : "A").sent();
    }

    private static int next(Matcher numbers) {
        if (!numbers.find()) {
            throw new IllegalStateException("the judge is shown fewer than two answers");
        }
        return Integer.parseInt(numbers.group(1));
    }
}
