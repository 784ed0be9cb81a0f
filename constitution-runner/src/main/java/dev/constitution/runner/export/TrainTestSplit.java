package dev.constitution.runner.export;

import dev.constitution.chat.Message;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.format.ExportRow;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Puts rows on the train or the test side by a hash of their prompt. Prompts that differ only in case, white space or
 * Unicode form, or in the system turn, fall on the same side, so that nothing trained on is tested on; no row's side depends
 * on its place or on other rows.
 */
public final class TrainTestSplit {
    private static final double LONGS = 0x1p64;

    private final double testShare;

    /** @param testShare the share of distinct prompts that the test side gets, in (0, 1) */
    public TrainTestSplit(double testShare) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new UsageException("the test share must lie between 0 and 1, got " + testShare);
        }
        this.testShare = testShare;
    }

    boolean isTest(ExportRow row) {
        return isTest(normalised(row.prompt()));
    }

    private boolean isTest(String prompt) {
        long hash = Sha256.word(Sha256.of(prompt), 0);
        return Math.scalb((double) (hash >>> 1), 1) < testShare * LONGS;
    }

    private static String normalised(List<Message> prompt) {
        StringBuilder text = new StringBuilder();
        for (Message turn : prompt) {
            if (turn.role() != Message.Role.SYSTEM) {
                text.append(Normalizer.normalize(turn.content(), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("(?U)\\s+", " ")
                        .strip());
                text.append('\n');
            }
        }
        return text.toString();
    }
}
