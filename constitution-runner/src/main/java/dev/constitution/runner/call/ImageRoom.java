package dev.constitution.runner.call;

import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.exception.InvalidRequestException;
import java.util.concurrent.Semaphore;

/**
 * Room in memory for the images of requests under way: a request waits until those before it leave it room, in the order in
 * which they came. Requests without images pass. Thread-safe.
 *
 * <p>While a request is written and sent, an image is held as bytes, as base64, as part of the body and of what goes to the
 * socket: {@link #TIMES_HELD} times its size at most. All together take half of the heap; what else a run holds is small.
 */
public final class ImageRoom implements CallSender {
    private static final int TIMES_HELD = 8;
    private static final int PARTS_OF_HEAP = 2;
    private static final int UNIT_BYTES = 1024;

    private final CallSender next;
    private final SentImages images;
    private final StopSwitch stop;
    private final int units;
    private final Semaphore room;

    /**
     * @param next sends a call whose images have room
     * @param images those of the run
     * @param stop ends calls that had to wait
     * @param heap in bytes
     */
    public ImageRoom(CallSender next, SentImages images, StopSwitch stop, long heap) {
        this.next = next;
        this.images = images;
        this.stop = stop;
        this.units = (int) Math.min(Integer.MAX_VALUE, heap / PARTS_OF_HEAP / TIMES_HELD / UNIT_BYTES);
        this.room = new Semaphore(units, true);
    }

    @Override
    public AnsweredCall send(PendingCall pending) throws InterruptedException {
        long bytes = images.size(pending.call().request());
        if (bytes == 0) {
            return next.send(pending);
        }
        long needed = (bytes + UNIT_BYTES - 1) / UNIT_BYTES;
        if (needed > units) {
            throw new InvalidRequestException("its images have " + (bytes >> 20) + " MB, and " + (units >> 10)
                    + " MB are the most that a request can show in this program's memory; make them smaller, or give the"
                    + " program more, for example by CONSTITUTION_JAVA_OPTS=-Xmx8g");
        }
        room.acquire((int) needed);
        try {
            stop.requireGoing();
            return next.send(pending);
        } finally {
            room.release((int) needed);
        }
    }
}
