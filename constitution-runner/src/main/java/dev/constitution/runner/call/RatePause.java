package dev.constitution.runner.call;

/**
 * The time for which a provider that turns requests away for their rate is left alone by all calls to the model. Not
 * thread-safe.
 *
 * <p>Some providers turn away single requests while they answer the others. So all calls pause only where more than a
 * quarter of the last sixteen requests were turned away, or of all, as long as there were fewer. The call that was turned
 * away waits by itself in any case.
 */
final class RatePause {
    private static final int REMEMBERED = 16;
    private static final int PAUSING_SHARE_OF_ONE = 4;

    /** One bit a request, the last one lowest; set where it was turned away. */
    private int refusals;

    private int remembered;
    private boolean begun;
    private long until;

    /** How many nanoseconds the pause still lasts; 0 when there is none. All times are in nanoseconds. */
    long nanosLeft(long now) {
        return begun ? Math.max(0, until - now) : 0;
    }

    /** A request was turned away, and the next is to wait so long. */
    void refused(long wait, long now) {
        remember(1);
        if (PAUSING_SHARE_OF_ONE * Integer.bitCount(refusals) > remembered) {
            until = now + Math.max(nanosLeft(now), wait);
            begun = true;
        }
    }

    void answered() {
        remember(0);
    }

    private void remember(int bit) {
        refusals = (refusals << 1 | bit) & ((1 << REMEMBERED) - 1);
        remembered = Math.min(REMEMBERED, remembered + 1);
    }
}
