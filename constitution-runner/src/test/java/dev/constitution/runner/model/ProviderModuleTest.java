package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderModuleTest {
    private static final String SOURCE = """
            package dev.constitution.azure;
            public final class Provider implements dev.constitution.runner.model.ModelProvider {
                @Override public String scheme() { return "azure"; }
                @Override public dev.langchain4j.model.chat.ChatModel create(
                        dev.constitution.runner.model.ModelSpec spec, dev.constitution.runner.model.ModelSettings settings) {
                    return new dev.langchain4j.model.chat.ChatModel() {};
                }
                @Override public dev.constitution.runner.model.ModelTraits traits(dev.constitution.runner.model.ModelSpec spec) {
                    return dev.constitution.runner.model.ModelProvider.super.traits(spec).without(
                            dev.constitution.runner.model.ModelTraits.Ability.TOOLS);
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void in_folderOfJars_givesTheProviderAndCountsItToTheProgram() throws IOException {
        ModelProvider provider = ProviderModule.in(jars()).orElseThrow();

        assertThat(provider.scheme()).isEqualTo("azure");
        assertThat(provider.getClass().getClassLoader()).isNotSameAs(ProviderModule.class.getClassLoader());
        assertThat(provider.create(ModelSpec.parse("azure:m"), ModelSettings.fromEnvironment()))
                .isNotNull();
        assertThat(ProviderModule.provides(provider)).isTrue();
    }

    @Test
    void in_noFolderOrNothingInIt_givesNone() throws IOException {
        assertThat(ProviderModule.in(folder.resolve("azure"))).isEmpty();
        assertThat(ProviderModule.in(Files.createDirectory(folder.resolve("azure"))))
                .isEmpty();
    }

    @Test
    void provides_anotherPrograms_isFalse() {
        assertThat(ProviderModule.provides(new GeminiProvider())).isFalse();
    }

    /** As the launcher has it: the module in its scheme's folder, beside the runner and not on the class path. */
    @Test
    void has_moduleInItsFolder_isAskedForItsTraits() throws Exception {
        jars();
        Path runner = runnerIn(folder.resolve("runner"));
        List<URL> libraries = new ArrayList<>(List.of(runner.toUri().toURL()));
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            libraries.add(Path.of(path).toUri().toURL());
        }
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader program =
                new URLClassLoader(libraries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> ability = program.loadClass(ModelTraits.Ability.class.getName());
            Object tools = ability.getField("TOOLS").get(null);
            Method has = program.loadClass(Models.class.getName()).getMethod("has", String.class, ability);
            thread.setContextClassLoader(program);

            assertThat(has.invoke(null, "azure:m", tools)).isEqualTo(false);
            assertThat(has.invoke(null, "vertex:m", tools))
                    .as("a module that is not there")
                    .isEqualTo(true);
            assertThat(has.invoke(null, "runner:m", tools))
                    .as("no scheme of a module")
                    .isEqualTo(true);
            assertThat(has.invoke(null, "a model of my own", tools)).isEqualTo(true);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private static Path runnerIn(Path copy) throws Exception {
        Path classes = Path.of(ProviderModule.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(classes.relativize(file).toString()));
            }
        }
        return copy;
    }

    private Path jars() throws IOException {
        Path source = Files.writeString(folder.resolve("Provider.java"), SOURCE);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                source.toString()))
                .isZero();
        Map<String, byte[]> entries = new TreeMap<>();
        entries.put(
                "META-INF/services/" + ModelProvider.class.getName(),
                "dev.constitution.azure.Provider".getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        Path module = Files.createDirectory(folder.resolve("azure"));
        try (OutputStream out = Files.newOutputStream(module.resolve("provider.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return module;
    }
}
