package dev.constitution.runner.prompts;

import dev.constitution.shape.PromptShape;

/** Tells models that go on with words that an answer is to begin with from those that only answer. */
final class Continuing {
    private Continuing() {}

    static boolean of(PromptShape shape) {
        return !shape.comparison().letter().prefill().isEmpty();
    }
}
