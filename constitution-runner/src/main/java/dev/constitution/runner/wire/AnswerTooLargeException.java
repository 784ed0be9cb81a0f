package dev.constitution.runner.wire;

import dev.langchain4j.exception.LangChain4jException;

/** An answer that there is no room in memory for: its row fails by itself, and is not asked for again. */
public final class AnswerTooLargeException extends LangChain4jException {
    private static final long serialVersionUID = 1L;

    private AnswerTooLargeException(String message) {
        super(message);
    }

    /** One answer is longer than any may be. */
    static AnswerTooLargeException alone(long most, long heap) {
        return new AnswerTooLargeException("the answer is longer than " + mebibytes(most)
                + ", the most that is taken where Java has " + mebibytes(heap)
                + "; set a lower --max-tokens, or give Java more, CONSTITUTION_JAVA_OPTS=-Xmx4g for example");
    }

    /** What the rows under way hold is more than there is room for. */
    public static AnswerTooLargeException together(long most, long heap) {
        return new AnswerTooLargeException("the answers of the rows under way are longer than " + mebibytes(most)
                + " together, the most that is held where Java has " + mebibytes(heap)
                + "; set a lower --concurrency, or give Java more, CONSTITUTION_JAVA_OPTS=-Xmx4g for example");
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
