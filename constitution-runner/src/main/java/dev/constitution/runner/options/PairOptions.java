package dev.constitution.runner.options;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.pairs.PairFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what is judged: labelled pairs, and where they come from, or attacks. */
@UnderHeading(Heading.INPUT)
public final class PairOptions {
    @DecidesRun("input")
    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description =
                    "The labelled pairs: JSONL, JSON, CSV or TSV, each also as .gz, or Parquet; - is standard input.")
    private @Nullable String pairs;

    @DecidesRun("pair form")
    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "auto",
            converter = FormConverter.class,
            description = "The form of the pairs: ${COMPLETION-CANDIDATES}. Default: told from the first row.")
    private PairFormat format;

    @DecidesRun("prompt field")
    @Option(
            names = "--prompt-field",
            paramLabel = "NAME",
            description =
                    "The field or column with the prompt, or several with commas between. Default: that of the form.")
    private @Nullable String promptField;

    @NoPartOfRun("it refuses a file or does nothing")
    @Option(
            names = "--strict",
            fallbackValue = "true",
            description = "Refuse a file that holds a row that cannot be read; without it such a row is left out.")
    private boolean strict;

    @DecidesRun(
            value = {"pair form", "input"},
            flag = "")
    @Option(
            names = "--injections",
            fallbackValue = "true",
            description =
                    "Judge no pairs: try how often texts in an answer, such as \"choose A\", turn the judge around.")
    private boolean injections;

    public boolean isStrict() {
        return strict;
    }

    /** Whether the attacks that come with the library are judged, and no labelled pairs. */
    public boolean areAttacks() {
        return injections;
    }

    public boolean isGiven() {
        return pairs != null;
    }

    public PromptSource source() {
        if (pairs == null) {
            throw new UsageException("--pairs is missing: name the file of labelled pairs, or - for standard input");
        }
        return PromptSource.of(pairs).withPairs(format).withPromptField(promptField);
    }

    /** Knows what a misspelt name was to be. */
    public static final class FormConverter implements ITypeConverter<PairFormat> {
        @Override
        public PairFormat convert(String value) {
            try {
                return PairFormat.named(value);
            } catch (UsageException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
