package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Level;
import java.util.OptionalInt;

/**
 * How often the figures were looked at, and what that does to them. A look counts once for each number of prompts at which it
 * was taken.
 *
 * @param planned how many looks were planned, the last one at the end; empty where that was not
 * @param looks how many there were, this one included, since the arms are as they are
 * @param versions how many versions of the arms were looked at, this one included
 * @param prompts prompts that are done
 * @param all prompts that are to be done
 * @param alpha the level of tests and intervals: Pocock's for the looks planned
 */
public record LookFigures(OptionalInt planned, int looks, int versions, long prompts, long all, double alpha) {
    /** Whether the figures were looked at before the end, and nobody planned it, or more often than planned. */
    public boolean areUnplanned() {
        boolean isEarly = looks > 1 || prompts < all;
        return planned.isPresent() ? looks > planned.getAsInt() : isEarly;
    }

    Level level() {
        return new Level(alpha);
    }
}
