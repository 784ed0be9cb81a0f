package dev.constitution.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * Which attempt of a task puts files in place: one of those that are under way, as the driver says. Another might have been
 * answered differently, or put an old file over what was written later.
 */
final class Turn {
    private static final long LOOK_UP_MILLIS = 200;

    private Turn() {}

    /**
     * Waits until this attempt may, which stays so; asked once an attempt. It may when those before it are lost; when one has
     * done the task, Spark ends the others.
     *
     * @throws IOException if the attempt was ended
     */
    static void await(TaskContext task) throws IOException {
        try {
            while (!isMine(task)) {
                requireGoing(task);
                TimeUnit.MILLISECONDS.sleep(LOOK_UP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was interrupted");
        }
    }

    /**
     * Looks before each file that is put in place.
     *
     * @throws IOException if the attempt was ended meanwhile
     */
    static void requireGoing(TaskContext task) throws IOException {
        if (task.isInterrupted()) {
            throw new InterruptedIOException("the attempt was ended; another one has done the task");
        }
    }

    private static boolean isMine(TaskContext task) {
        return SparkEnv.get()
                .outputCommitCoordinator()
                .canCommit(task.stageId(), task.stageAttemptNumber(), task.partitionId(), task.attemptNumber());
    }
}
