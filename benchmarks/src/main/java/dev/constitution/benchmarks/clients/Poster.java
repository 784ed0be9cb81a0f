package dev.constitution.benchmarks.clients;

import java.io.Closeable;
import java.io.IOException;

/** An HTTP client that posts JSON to one address and waits for the answer. Thread-safe. */
interface Poster extends Closeable {

    /** What every client sends beside the body. */
    String AGENT = "constitution";

    String KEY = "Bearer sk-0123456789abcdef0123456789abcdef";

    /** Sends a body, and gives the answer's, whose status was 200. */
    byte[] post(byte[] json) throws IOException;
}
