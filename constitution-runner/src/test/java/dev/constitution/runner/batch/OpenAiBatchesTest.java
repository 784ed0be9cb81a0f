package dev.constitution.runner.batch;

/** Runs by OpenAI's batches, against a stub that keeps their rules. */
class OpenAiBatchesTest extends BatchContract {
    @Override
    BatchStub.Form form() {
        return new OpenAiForm();
    }
}
