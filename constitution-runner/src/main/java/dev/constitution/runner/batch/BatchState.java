package dev.constitution.runner.batch;

import java.util.List;

/**
 * How a batch stands at its provider.
 *
 * @param id the provider's
 * @param word the provider's own for it
 * @param hasEnded whether nothing will be added to its answers
 * @param files where its answers are
 * @param fault why the provider took none of its requests; empty where it did
 */
record BatchState(String id, String word, boolean hasEnded, List<String> files, String fault) {
    BatchState {
        files = List.copyOf(files);
    }
}
