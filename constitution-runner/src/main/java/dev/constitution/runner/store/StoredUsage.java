package dev.constitution.runner.store;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * What a call took as the store keeps it: the numbers of {@link CallUsage#toJson}, and behind them a checksum over these and the
 * call's key. Earlier versions wrote none, and pass over it.
 *
 * @param isSealed whether it has one
 */
public record StoredUsage(CallUsage usage, boolean isSealed) {

    /** What so many calls took is read at once: a call into SQLite for each of them takes longer than the rest. */
    private static final int READ_AT_ONCE = 8192;

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

    /** What each of a row's calls took, by its place among them; without those of which it has not been noted. */
    static SortedMap<Integer, CallUsage> ofRow(StoreQueries queries, long row) {
        SortedMap<Integer, CallUsage> usage = new TreeMap<>();
        queries.query(
                "SELECT key, took FROM call WHERE key >= ? AND key < ? AND took IS NOT NULL",
                result -> usage.put(
                        CallRecord.ordinalOf(result.getLong(1)),
                        read(result.getLong(1), String.valueOf(result.getString(2)))
                                .orElseThrow(() -> damaged(queries))
                                .usage()),
                CallRecord.firstKey(row),
                CallRecord.firstKey(row + 1));
        return usage;
    }

    /** What a store's calls took, by role, those that are set aside among them; without a look at checksums. */
    static SortedMap<String, CallUsage> byRole(StoreQueries queries) {
        SortedMap<String, CallUsage> found = new TreeMap<>();
        try {
            add(queries, "call", "key", found);
            add(queries, "set_aside", "rowid", found);
        } catch (IllegalArgumentException | ArithmeticException | StringIndexOutOfBoundsException e) {
            throw damaged(queries); // no numbers, or sums that cannot be
        }
        return found;
    }

    /** @param place what orders the table's records */
    private static void add(StoreQueries queries, String table, String place, SortedMap<String, CallUsage> found) {
        String sql = "SELECT role, group_concat(took, ''), max(place) FROM (SELECT " + place + " AS place, role, took FROM "
                + table + " WHERE " + place + " > ? AND took IS NOT NULL ORDER BY " + place + " LIMIT " + READ_AT_ONCE
                + ") GROUP BY role";
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        long before;
        do {
            before = last.get();
            queries.query(
                    sql,
                    result -> {
                        found.merge(
                                String.valueOf(result.getString(1)),
                                sum(String.valueOf(result.getString(2))),
                                CallUsage::plus);
                        last.accumulateAndGet(result.getLong(3), Math::max);
                    },
                    before);
        } while (last.get() > before);
    }

    private static CorruptStoreException damaged(StoreQueries queries) {
        return new CorruptStoreException(queries.file() + ": what a call took is damaged");
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
