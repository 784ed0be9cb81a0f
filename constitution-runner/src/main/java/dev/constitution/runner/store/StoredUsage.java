package dev.constitution.runner.store;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a call took as the store keeps it: the numbers of {@link CallUsage#toJson}, and behind them a checksum over these and the
 * call's key. Earlier versions wrote none, and pass over it.
 *
 * @param isSealed whether it has one
 */
public record StoredUsage(CallUsage usage, boolean isSealed) {

    /** A comma with one bit turned over is a point, by which there is one number less: earlier versions wrote so many. */
    private static final Pattern WHOLE_NUMBERS = Pattern.compile("\\[-?\\d+(,-?\\d+)*]");

    static String write(long key, CallUsage usage) {
        String numbers = usage.toJson();
        return numbers.substring(0, numbers.length() - 1) + "," + Checksum.of("took " + key, numbers) + "]";
    }

    /** Empty where it is damaged. */
    public static Optional<StoredUsage> read(long key, String text) {
        try {
            String[] numbers = text.substring(1, text.length() - 1).split(",", -1);
            return numbers.length > CallUsage.NUMBERS ? sealed(key, text, numbers) : earlier(text);
        } catch (RuntimeException e) {
            return Optional.empty(); // no array of numbers, or of numbers that cannot be
        }
    }

    private static Optional<StoredUsage> sealed(long key, String text, String[] numbers) {
        long[] usage = new long[numbers.length - 1];
        for (int i = 0; i < usage.length; i++) {
            usage[i] = Long.parseLong(numbers[i]);
        }
        return Optional.of(new StoredUsage(CallUsage.of(usage), true))
                .filter(read -> text.equals(write(key, read.usage())));
    }

    private static Optional<StoredUsage> earlier(String text) {
        if (!WHOLE_NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        CallUsage usage = CallUsage.of(Json.read(text, long[].class));
        boolean isIntact = usage.amount().requests() <= 1 && usage.estimated() >= 0 && usage.estimated() <= 1;
        return isIntact ? Optional.of(new StoredUsage(usage, false)) : Optional.empty();
    }
}
