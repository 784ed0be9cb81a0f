package dev.constitution.runner.call;

/**
 * How many requests may be in flight at once: additive increase to the configured number, multiplicative decrease by half
 * of the share of requests that the provider turned away for their rate, or did not answer. Not thread-safe.
 *
 * <p>The limit moves once a window, which is as many answers as the limit allows in flight, so that a burst of refusals
 * cuts it once. Requests that were sent before a cut have no say in the next window. Cutting by the share, not always by
 * half, keeps a provider that turns away one request in twenty at random from being asked at a crawl: such a share is
 * tolerated, and twice that of requests that were not answered, which say less of how hard the provider is pressed.
 */
final class ConcurrencyLimit {
    private static final int SMALLEST_WINDOW = 10;
    private static final double TOLERATED_SHARE = 1 / 8.0;
    private static final double TOLERATED_WITH_UNANSWERED = 1 / 4.0;
    private static final double GROWTH = 1 / 32.0;

    private final int highest;
    private double limit;
    private long firstOfWindow;
    private int answers;
    private int refusals;
    private int unanswered;

    ConcurrencyLimit(int highest) {
        this.highest = highest;
        this.limit = highest;
    }

    int current() {
        return (int) limit;
    }

    /**
     * A request was answered or not.
     *
     * @param nextNumber the number of the request that will be sent next
     */
    void ended(SendPermit ticket, RequestEnd end, long nextNumber) {
        if (ticket.number() < firstOfWindow) {
            return;
        }
        answers++;
        refusals += end == RequestEnd.REFUSED ? 1 : 0;
        unanswered += end == RequestEnd.UNANSWERED ? 1 : 0;
        if (answers < Math.max(SMALLEST_WINDOW, limit)) {
            return;
        }
        double share = (double) (refusals + unanswered) / answers;
        if (refusals > TOLERATED_SHARE * answers || share > TOLERATED_WITH_UNANSWERED) {
            limit = Math.max(1, limit * (1 - share / 2));
            firstOfWindow = nextNumber;
        } else {
            limit = Math.min(highest, limit + Math.max(1, limit * GROWTH));
        }
        answers = 0;
        refusals = 0;
        unanswered = 0;
    }
}
