package dev.constitution.runner.verify;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.TokenCounts;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tokens that an answer states, to hold what earlier versions noted of it against. */
record StatedCounts(String body, TokenCounts counts) {

    static StatedCounts in(RawAnswer answer) {
        return new StatedCounts(answer.body(), TokenCounts.in(answer));
    }

    /** Whether a call that was noted to have taken this may have had the answer; earlier versions read some counts otherwise. */
    boolean allow(CallUsage usage) {
        Amount amount = usage.amount();
        return amount.equals(Amount.NONE)
                || usage.estimated() > 0
                || (allow(amount.inputTokens(), counts.input()) && allow(amount.outputTokens(), counts.output()));
    }

    private boolean allow(long noted, @Nullable Long stated) {
        return stated == null
                || stated == noted
                || Pattern.compile("(?<![0-9])" + noted + "(?![0-9])")
                        .matcher(body)
                        .find();
    }
}
