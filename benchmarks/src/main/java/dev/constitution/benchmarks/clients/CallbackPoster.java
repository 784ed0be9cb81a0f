package dev.constitution.benchmarks.clients;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The same without waiting: whoever has the answer hands it on, on a thread of the client's. Thread-safe. */
interface CallbackPoster extends Closeable {

    /** Sends a body; the answer's, or what went wrong, goes to the reply. */
    void post(byte[] json, Reply reply);

    /** Takes an answer, once; one of the two is there. */
    interface Reply {
        void answered(byte[] body);

        void failed(Exception why);
    }

    /** The same client for threads that wait. */
    default Poster waiting() {
        return new Poster() {
            @Override
            public byte[] post(byte[] json) throws IOException {
                Waiting waiting = new Waiting();
                CallbackPoster.this.post(json, waiting);
                try {
                    return waiting.join();
                } catch (CompletionException e) {
                    throw new IOException(e.getCause());
                }
            }

            @Override
            public void close() throws IOException {
                CallbackPoster.this.close();
            }
        };
    }

    /** A thread parks here. */
    final class Waiting extends CompletableFuture<byte[]> implements Reply {
        @Override
        public void answered(byte[] body) {
            complete(body);
        }

        @Override
        public void failed(Exception why) {
            completeExceptionally(why);
        }
    }
}
