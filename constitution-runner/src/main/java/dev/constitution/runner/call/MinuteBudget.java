package dev.constitution.runner.call;

/**
 * So many units a minute, handed out evenly: at most one second's worth, and never less than one unit, can be saved up. An
 * amount above that is given when all that can be saved is there, and the rest is owed. Where other processes have a share of
 * the minute, units come in as slowly as this one's share says, which may change from one moment to the next. Not thread-safe.
 */
final class MinuteBudget {
    private static final double NANOS_PER_MINUTE = 60e9;

    /** A share that changes is looked at again in this time. */
    private static final long LOOK_AGAIN_NANOS = 250_000_000;

    private final long perMinute;
    private final RateShare share;
    private double savable;
    private double unitsPerNano;
    private double level;
    private long asOf;

    /**
     * @param now nanoseconds, as in all methods
     */
    MinuteBudget(long perMinute, RateShare share, long now) {
        this.perMinute = perMinute;
        this.share = share;
        double part = share.now();
        shareIn(part);
        level = part < 1 ? 0 : savable; // processes that come and go must not bring savings along
        asOf = now;
    }

    /** What is saved and what comes in keep to the limit together, in any minute. */
    private void shareIn(double part) {
        double units = perMinute * part;
        savable = Math.max(1, units / 60.0);
        unitsPerNano = (part < 1 ? Math.max(units - savable, units / 2) : units - savable + 1) / NANOS_PER_MINUTE;
    }

    /** How many nanoseconds from now the amount can be taken; 0 is at once. */
    long nanosUntil(long amount, long now) {
        level += (now - asOf) * unitsPerNano;
        asOf = now;
        double part = share.now();
        shareIn(part);
        level = Math.min(savable, level);
        if (part == 0) {
            return LOOK_AGAIN_NANOS;
        }
        double lacking = Math.min((double) amount, savable) - level;
        long wait = lacking <= 0 ? 0 : (long) Math.ceil(lacking / unitsPerNano);
        return part < 1 ? Math.min(wait, LOOK_AGAIN_NANOS) : wait;
    }

    void take(long amount) {
        level -= amount;
    }
}
