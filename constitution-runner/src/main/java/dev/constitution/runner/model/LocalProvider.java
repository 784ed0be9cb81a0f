package dev.constitution.runner.model;

import dev.constitution.local.LocalChatModel;
import dev.constitution.local.LocalModelException;
import dev.constitution.local.ModelFiles;
import dev.constitution.runner.base.UsageException;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Models that run in this process: {@code local:} is the embedded one, {@code local:FILE} any GGUF file. */
public final class LocalProvider implements ModelProvider {
    private static final ModelTraits.Ability[] WANTING = {
        ModelTraits.Ability.TOOLS, ModelTraits.Ability.IMAGES, ModelTraits.Ability.IMAGES_BY_URL
    };

    /** The part of a model's identity that says what its file holds. */
    public static final String FILE_PART = "model file";

    @Override
    public String scheme() {
        return "local";
    }

    @Override
    public boolean hasDefaultModel() {
        return true;
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        Path file = file(spec.model(), settings);
        try {
            return LocalChatModel.builder().modelFile(file).build();
        } catch (LocalModelException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A file is known by what it holds. */
    @Override
    public ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        String content = FileSample.of(file(spec.model(), settings));
        return new ModelIdentity(
                spec.model().isEmpty() ? scheme() + ":" : scheme() + ":FILE",
                new TreeMap<>(Map.of(FILE_PART, content)));
    }

    /**
     * The file of the embedded model, or of the one that this machine's settings name in its place; nothing is fetched.
     *
     * @param content what {@link #FILE_PART} of its identity must be; empty where it is another, or there is no file
     */
    public static Optional<Path> atHand(String content) {
        try {
            return Optional.of(ModelFiles.builder().build().resolve(""))
                    .filter(file -> FileSample.of(file).equals(content));
        } catch (LocalModelException e) {
            return Optional.empty();
        }
    }

    /**
     * The file that a model's name means; the embedded one, whose name is empty, is fetched where it is not there yet: who
     * names it here has asked for it.
     *
     * @throws UsageException when there is none, saying what to do
     */
    public static Path file(String model, ModelSettings settings) {
        try {
            return ModelFiles.builder()
                    .downloadIfMissing()
                    .downloadListener(new DownloadLines(settings.progress()))
                    .build()
                    .resolve(model);
        } catch (LocalModelException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The embedded model is asked in the way made for it, and once: it proves the path, not the method. */
    @Override
    public ModelTraits traits(ModelSpec spec) {
        int processors = Runtime.getRuntime().availableProcessors();
        return spec.model().isEmpty()
                ? new ModelTraits(PromptShape.small(), 1, processors, true).without(WANTING)
                : new ModelTraits(PromptShape.chat(), CritiqueRevision.DEFAULT_ROUNDS, processors, true)
                        .without(WANTING);
    }
}
