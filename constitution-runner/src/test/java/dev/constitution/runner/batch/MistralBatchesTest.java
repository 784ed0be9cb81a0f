package dev.constitution.runner.batch;

/** Runs by Mistral's batches, against a stub that keeps their rules. */
class MistralBatchesTest extends BatchContract {
    @Override
    BatchStub.Form form() {
        return new MistralForm();
    }
}
