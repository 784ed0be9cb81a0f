package dev.constitution.runner.export;

import dev.constitution.chat.Message;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.outcome.OutcomeKind;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts rows on the train or the test side by a hash of their prompt. Prompts that differ only in case, white space or
 * Unicode form, or in the system turn, fall on the same side, so that nothing trained on is tested on; no row's side depends
 * on its place or on other rows. Of conversations that a model has with itself the first user turn and what is before it stand
 * for the prompt: in what is handed on nothing tells where the prompt ends.
 */
public final class TrainTestSplit {
    private static final double LONGS = 0x1p64;

    private final double testShare;
    private final double validShare;

    private final Function<List<Message>, Optional<Side>> known;

    private TrainTestSplit(double testShare, double validShare, Function<List<Message>, Optional<Side>> known) {
        this.testShare = testShare;
        this.validShare = validShare;
        this.known = known;
    }

    /** @param testShare the share of distinct prompts that the test side gets, in (0, 1) */
    public TrainTestSplit(double testShare) {
        this(testShare, 0, prompt -> Optional.empty());
        if (!(testShare > 0 && testShare < 1)) {
            throw new UsageException("the test share must lie between 0 and 1, got " + testShare);
        }
    }

    /** With a third side, for validation, of the same share as the test side, which stays as it is. */
    public static TrainTestSplit withValidation(double testShare) {
        if (!(testShare > 0 && testShare < 0.5)) {
            throw new UsageException(
                    "the test share must lie between 0 and 0.5, as validation gets as much, got " + testShare);
        }
        return new TrainTestSplit(testShare, testShare, prompt -> Optional.empty());
    }

    /** The same, but for prompts whose side is known: these stay there. */
    TrainTestSplit keeping(Function<List<Message>, Optional<Side>> known) {
        return new TrainTestSplit(testShare, validShare, known);
    }

    /** The side that a row falls on. */
    Side side(ExportRow row) {
        List<Message> prompt = row.outcome().kind() == OutcomeKind.CONVERSATION ? opening(row.prompt()) : row.prompt();
        return known.apply(prompt).orElseGet(() -> side(prompt));
    }

    /** The turns up to the first of a user. */
    static List<Message> opening(List<Message> turns) {
        int end = 0;
        while (end < turns.size() && turns.get(end).role() != Message.Role.USER) {
            end++;
        }
        return turns.subList(0, Math.min(end + 1, turns.size()));
    }

    private Side side(List<Message> prompt) {
        long hash = Sha256.word(Sha256.of(normalised(prompt)), 0);
        double place = Math.scalb((double) (hash >>> 1), 1) / LONGS;
        return place < testShare ? Side.TEST : place < testShare + validShare ? Side.VALID : Side.TRAIN;
    }

    boolean isTest(ExportRow row) {
        return side(row) == Side.TEST;
    }

    /** What rows are for. */
    enum Side {
        TRAIN,
        VALID,
        TEST;

        /** The name as it stands in files' names: {@code train}, {@code valid}, {@code test}. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The text by which prompts are told to be the same. */
    static String normalised(List<Message> prompt) {
        StringBuilder text = new StringBuilder();
        for (Message turn : prompt) {
            if (turn.role() != Message.Role.SYSTEM) {
                text.append(Normalizer.normalize(turn.inWords(), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("(?U)\\s+", " ")
                        .strip());
                text.append('\n');
            }
        }
        return text.toString();
    }
}
