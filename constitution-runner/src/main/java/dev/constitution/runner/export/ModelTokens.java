package dev.constitution.runner.export;

import dev.constitution.chat.ModelRole;
import dev.constitution.local.LocalModelException;
import dev.constitution.local.LocalTokenizer;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.dataset.TokenCounter;
import dev.constitution.runner.model.LocalProvider;
import dev.constitution.runner.store.RunManifest;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;

/** Tokens as the vocabulary of a GGUF file makes them. Used by one thread. */
public final class ModelTokens implements TokenCounter, Closeable {
    /** What a run notes of the file of the model that answered. */
    private static final String GENERATOR = LocalProvider.FILE_PART + " (" + ModelRole.GENERATOR.label() + ")";

    private final LocalTokenizer tokenizer;
    private final String method;

    private ModelTokens(LocalTokenizer tokenizer, String method) {
        this.tokenizer = tokenizer;
        this.method = method;
    }

    /**
     * Those of a file.
     *
     * @throws UsageException if it is no GGUF file
     */
    public static ModelTokens of(Path gguf) {
        try {
            return new ModelTokens(LocalTokenizer.open(gguf), "counted by the vocabulary of " + gguf.getFileName());
        } catch (LocalModelException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Those of the model in this program's process where it gave a run's answers and its file is at hand; nothing is fetched. */
    public static Optional<ModelTokens> ofRun(RunManifest run) {
        return Optional.ofNullable(run.settings().fingerprints().get(GENERATOR))
                .flatMap(LocalProvider::atHand)
                .map(ModelTokens::of);
    }

    @Override
    public long count(String text) {
        return tokenizer.count(text);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
