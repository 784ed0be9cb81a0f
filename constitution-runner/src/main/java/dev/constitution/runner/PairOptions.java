package dev.constitution.runner;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where labelled pairs come from. */
final class PairOptions {
    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description = "The labelled pairs: JSONL, JSON, CSV or TSV, each also as .gz; - is standard input.")
    private String pairs;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "auto",
            converter = FormConverter.class,
            description = "The form of the pairs: ${COMPLETION-CANDIDATES}. Default: told from the first row.")
    private PairFormat format;

    PromptSource source() {
        return PromptSource.of(pairs).withPairs(format);
    }

    /** Knows what a misspelt name was to be. */
    static final class FormConverter implements ITypeConverter<PairFormat> {
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
