package dev.constitution.runner.testing;

import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A provider that somebody else has written, of the scheme {@code echo}. */
public class EchoProvider implements ModelProvider {

    /** The same by another author. */
    public static final class Other extends EchoProvider {}

    /** The same, whose models may be named {@code own/NAME} too. */
    public static final class Spelled extends EchoProvider {
        @Override
        public ModelSpec named(ModelSpec spec) {
            return new ModelSpec(spec.scheme(), spec.model().replaceFirst("^own/", ""), spec.baseUrl());
        }
    }

    /** The same with a small model. */
    public static final class Small extends EchoProvider {
        @Override
        public ModelTraits traits(ModelSpec spec) {
            return new ModelTraits(PromptShape.small(), 1, 1, false);
        }
    }

    /** The same, which looks for its key itself. */
    public static final class Keyed extends EchoProvider {
        @Override
        public ChatModel create(ModelSpec spec, ModelSettings settings) {
            Objects.requireNonNull(settings.variable("ACME_API_KEY"));
            return super.create(spec, settings);
        }
    }

    @Override
    public String scheme() {
        return "echo";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        return new EchoModel();
    }

    /** Does something while the provider is on the class path, in a folder that this makes. */
    public static <T> T installed(Class<? extends EchoProvider> provider, Path folder, Callable<T> action)
            throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ModelProvider.class.getName()), provider.getName());
        return with(folder, action);
    }

    private static <T> T with(Path folder, Callable<T> action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return action.call();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
