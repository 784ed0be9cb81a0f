package dev.constitution.runner.call;

/**
 * Leave to send one request.
 *
 * @param number counts the model's requests in the order in which they were sent
 * @param call counts the model's calls in the order in which they came; a call that is sent again keeps it
 * @param tokens what the request is thought to cost
 * @param probe whether it was sent during an outage, to see whether the provider answers again: its failure says nothing
 *     of the call
 */
record SendPermit(long number, long call, long tokens, boolean probe) {}
