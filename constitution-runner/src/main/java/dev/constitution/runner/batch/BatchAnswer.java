package dev.constitution.runner.batch;

/** What a batch says of one of its requests. */
sealed interface BatchAnswer {
    String customId();

    /**
     * The model answered.
     *
     * @param body as the provider's own answer to a single call
     */
    record Answered(String customId, String body) implements BatchAnswer {}

    /** The provider refused the request, or failed at it. */
    record Refused(String customId, RuntimeException failure) implements BatchAnswer {}

    /** The batch ended before the request's turn came. */
    record Unanswered(String customId) implements BatchAnswer {}
}
