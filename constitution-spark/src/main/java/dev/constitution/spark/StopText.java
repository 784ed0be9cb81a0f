package dev.constitution.spark;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a run stops, on its way from an executor to the driver: of an exception, Spark brings the text over. */
final class StopText {
    private static final Pattern TEXT = Pattern.compile("\\[the run stops, (\\w+)\\] ([^\\n]*)");

    private StopText() {}

    /** What a task throws. */
    static IllegalStateException exception(RunStop why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "[the run stops, " + why.code() + "] " + why.message().replace('\n', ' '), cause);
    }

    /** What became of it on the driver. */
    static Optional<RunStopException> in(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            Matcher text = TEXT.matcher(String.valueOf(each.getMessage()));
            if (text.find()) {
                RunStopException stop = new RunStopException(new RunStop(
                        ExitCode.valueOf(text.group(1)), text.group(2).strip()));
                stop.initCause(thrown);
                return Optional.of(stop);
            }
        }
        return Optional.empty();
    }
}
