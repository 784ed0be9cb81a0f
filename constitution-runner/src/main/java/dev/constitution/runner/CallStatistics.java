package dev.constitution.runner;

import dev.constitution.FailureKind;
import java.util.Map;

/**
 * How the run's calls stand at one moment, over all of its models.
 *
 * @param retries how many requests were sent again, by what had failed
 * @param inFlight requests that are being answered
 * @param waiting calls that wait for their turn, or back off
 * @param limit how many requests may be in flight at present
 * @param outages models that answer nothing at present, and are only tried from time to time
 */
record CallStatistics(Map<FailureKind, Long> retries, int inFlight, int waiting, int limit, int outages) {
    CallStatistics {
        retries = Map.copyOf(retries);
    }
}
