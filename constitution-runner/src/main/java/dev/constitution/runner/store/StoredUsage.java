package dev.constitution.runner.store;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import java.util.Arrays;
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

    /**
     * The sum of what calls took, without a look at checksums.
     *
     * @param texts what {@link #write} made of each, one behind the other
     * @throws IllegalArgumentException or ArithmeticException where they are not such arrays
     */
    static CallUsage sum(String texts) {
        long[] single = new long[CallUsage.NUMBERS];
        long[] batched = new long[CallUsage.NUMBERS];
        long[] numbers = new long[CallUsage.NUMBERS + 2]; // behind them whether it was in a batch, and the checksum
        for (int at = 0; at < texts.length(); at++) {
            int read = 0;
            Arrays.fill(numbers, 0);
            require(texts.charAt(at) == '[');
            while (texts.charAt(at) != ']') {
                long number = 0;
                int start = ++at;
                for (; isDigit(texts.charAt(at)); at++) {
                    number = Math.addExact(Math.multiplyExact(number, 10L), texts.charAt(at) - '0');
                }
                require(at > start && read < numbers.length && (texts.charAt(at) == ',' || texts.charAt(at) == ']'));
                numbers[read++] = number;
            }
            long[] sums = read == numbers.length ? batched : single;
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.addExact(sums[i], numbers[i]);
            }
        }
        return CallUsage.of(single).plus(CallUsage.of(batched).inBatches());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void require(boolean isSo) {
        if (!isSo) {
            throw new IllegalArgumentException("no array of numbers");
        }
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
