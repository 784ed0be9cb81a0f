package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
