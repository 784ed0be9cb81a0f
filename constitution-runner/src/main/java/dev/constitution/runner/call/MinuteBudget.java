package dev.constitution.runner.call;

/**
 * So many units a minute, handed out evenly: at most one second's worth, and never less than one unit, can be saved up. An
 * amount above that is given when all that can be saved is there, and the rest is owed. Not thread-safe.
 */
final class MinuteBudget {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final double savable;
    private final double unitsPerNano;
    private double level;
    private long asOf;

    /**
     * @param now nanoseconds, as in all methods
     */
    MinuteBudget(long perMinute, long now) {
        savable = Math.max(1, perMinute / 60.0);
        // What is saved and what comes in keep to the limit together, in any minute.
        unitsPerNano = (perMinute - savable + 1) / NANOS_PER_MINUTE;
        level = savable;
        asOf = now;
    }

    /** How many nanoseconds from now the amount can be taken; 0 is at once. */
    long nanosUntil(long amount, long now) {
        level = Math.min(savable, level + (now - asOf) * unitsPerNano);
        asOf = now;
        double lacking = Math.min((double) amount, savable) - level;
        return lacking <= 0 ? 0 : (long) Math.ceil(lacking / unitsPerNano);
    }

    void take(long amount) {
        level -= amount;
    }
}
