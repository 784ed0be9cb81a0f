package dev.constitution.runner.batch;

/** Runs by Anthropic's batches, against a stub that keeps their rules. */
class AnthropicBatchesTest extends BatchContract {
    @Override
    BatchStub.Form form() {
        return new AnthropicForm();
    }
}
