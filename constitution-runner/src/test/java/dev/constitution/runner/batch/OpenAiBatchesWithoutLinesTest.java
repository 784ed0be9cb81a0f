package dev.constitution.runner.batch;

/** The same of servers that share OpenAI's form and name no lines. */
class OpenAiBatchesWithoutLinesTest extends BatchContract {
    @Override
    BatchStub.Form form() {
        return new OpenAiForm(false);
    }
}
