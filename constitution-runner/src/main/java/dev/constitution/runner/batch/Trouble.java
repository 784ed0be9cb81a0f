package dev.constitution.runner.batch;

/**
 * What a batch gave for a call that is no answer.
 *
 * @param failure what the provider said
 * @param form in which form the request was written
 * @param tries how often it was in a batch
 * @param passes whether it may be asked again as it is
 */
record Trouble(RuntimeException failure, String form, int tries, boolean passes) {}
