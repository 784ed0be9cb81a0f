package dev.constitution.local;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * Counts the tokens that a model makes of texts, by the vocabulary of its GGUF file; the model itself is not loaded. Thread-safe
 * until it is closed.
 */
public final class LocalTokenizer implements Closeable {
    private final LlamaModel vocabulary;

    private LocalTokenizer(LlamaModel vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * The tokenizer of a model file.
     *
     * @throws LocalModelException if the file cannot be read as one
     */
    public static LocalTokenizer open(Path gguf) {
        return new LocalTokenizer(LlamaModel.loadVocabulary(LlamaRuntime.api(), gguf));
    }

    /** How many tokens a text is; what looks like a marker of a turn is text. */
    public int count(String text) {
        return vocabulary.tokenize(text).length;
    }

    /** Frees the vocabulary; nothing may be counted from then on. */
    @Override
    public void close() {
        vocabulary.free();
    }
}
