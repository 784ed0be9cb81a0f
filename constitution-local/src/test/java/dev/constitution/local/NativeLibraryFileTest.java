package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeLibraryFileTest {
    private static final NativeBuild BUILD = NativeBuild.LINUX_X86_64;

    @TempDir
    private Path cache;

    @ParameterizedTest
    @EnumSource
    void extract_everyPinnedBuild_matchesItsHash(NativeBuild build) throws IOException {
        Path file = extract(build);

        assertThat(Sha256.hex(file)).isEqualTo(build.sha256());
        assertThat(file)
                .isEqualTo(cache.resolve("native").resolve(build.sha256()).resolve(build.fileName()));
    }

    @Test
    void extract_twelveAtOnce_leavesOneGoodFile() throws IOException {
        IntStream.range(0, 12).parallel().forEach(i -> extract(BUILD));

        try (Stream<Path> files = Files.list(extract(BUILD).getParent())) {
            assertThat(files).hasSize(1);
        }
        assertThat(Sha256.hex(extract(BUILD))).isEqualTo(BUILD.sha256());
    }

    @Test
    void extract_damagedFile_isReplaced() throws IOException {
        Files.writeString(extract(BUILD), "damaged");

        assertThat(Sha256.hex(extract(BUILD))).isEqualTo(BUILD.sha256());
    }

    @Test
    void extract_otherLibraryOnClassPath_isRefused() {
        assertThatThrownBy(() -> NativeLibraryFile.extract(BUILD, cache, resource(new byte[] {1})))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("has SHA-256 4bf5122f")
                .hasMessageContaining("4.2.0");
        assertThat(cache.resolve("native").resolve(BUILD.sha256())).isEmptyDirectory();
    }

    @Test
    void extract_noLibraryOnClassPath_namesTheDependency() {
        assertThatThrownBy(() -> NativeLibraryFile.extract(BUILD, cache, resource(null)))
                .hasMessageContaining("add de.kherud:llama");
    }

    @Test
    void extract_cacheIsAFile_namesTheVariable() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "");

        assertThatThrownBy(
                        () -> NativeLibraryFile.extract(BUILD, file, getClass().getClassLoader()))
                .hasMessageContaining("CONSTITUTION_CACHE");
    }

    @Test
    void load_missingOpenMp_namesThePackages() {
        assertThat(LlamaRuntime.remedy("libgomp.so.1: cannot open shared object file: No such file or directory"))
                .contains("apt-get install libgomp1")
                .contains("dnf install libgomp");
    }

    @Test
    void load_notALibrary_saysWhich() throws IOException {
        Path file = Files.writeString(cache.resolve("libjllama.so"), "no library");

        assertThatThrownBy(() -> LlamaRuntime.load(file))
                .isInstanceOf(LocalModelException.class)
                .hasMessageStartingWith("cannot load " + file);
    }

    private Path extract(NativeBuild build) {
        return NativeLibraryFile.extract(build, cache, getClass().getClassLoader());
    }

    private static ClassLoader resource(byte @Nullable [] content) {
        return new ClassLoader(null) {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                return content == null ? null : new ByteArrayInputStream(content);
            }
        };
    }
}
