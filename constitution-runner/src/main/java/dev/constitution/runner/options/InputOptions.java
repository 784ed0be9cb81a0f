package dev.constitution.runner.options;

import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.rows.InputFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where prompts come from. */
@UnderHeading(Heading.INPUT)
public final class InputOptions {
    @DecidesRun("input")
    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description =
                    "The prompts: JSONL, JSON, CSV, TSV or text, each also as .gz, or Parquet; - is standard input.")
    private String prompts;

    @DecidesRun("format")
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What the file holds, where its name does not say: ${COMPLETION-CANDIDATES}.")
    private @Nullable InputFormat format;

    @DecidesRun("prompt field")
    @Option(
            names = "--prompt-field",
            paramLabel = "NAME",
            description =
                    "The field or column with the prompt, or several with commas between. Default: prompt, messages,"
                            + " conversations, instruction (with input) or question, whichever is there.")
    private @Nullable String promptField;

    @DecidesRun("id field")
    @Option(
            names = "--id-field",
            paramLabel = "NAME",
            description = "The field or column with the row's id. Default: id.")
    private @Nullable String idField;

    @DecidesRun("drop last answer")
    @Option(
            names = "--drop-last-answer",
            fallbackValue = "true",
            description = "Leave out the answer that a conversation ends with; without it such a row cannot be read.")
    private boolean dropLastAnswer;

    @NoPartOfRun("it refuses an input or does nothing")
    @Option(
            names = "--strict",
            fallbackValue = "true",
            description =
                    "Refuse an input that holds a row that cannot be read; without it such a row fails by itself.")
    private boolean strict;

    public boolean isStrict() {
        return strict;
    }

    public PromptSource source() {
        return PromptSource.of(prompts)
                .withFormat(format)
                .withPromptField(promptField)
                .withIdField(idField)
                .withDropLastAnswer(dropLastAnswer);
    }
}
