package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX_X86_64",
        "Linux, aarch64, LINUX_AARCH64",
        "Mac OS X, x86_64, MACOS_X86_64",
        "Mac OS X, aarch64, MACOS_AARCH64"
    })
    void nativeBuild_supportedHost_isFound(String os, String arch, NativeBuild build) {
        assertThat(NativeBuild.of(Hosts.of(os, arch))).isEqualTo(build);
    }

    @Test
    void nativeBuild_windows_namesOllama() {
        assertThatThrownBy(() -> NativeBuild.of(Hosts.of("Windows 11", "amd64")))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("do not export")
                .hasMessageContaining("Ollama");
    }

    @Test
    void nativeBuild_otherHost_listsTheSupportedOnes() {
        assertThatThrownBy(() -> NativeBuild.of(Hosts.of("Linux", "riscv64")))
                .hasMessageContaining("Linux riscv64")
                .hasMessageContaining("linux x86_64, linux aarch64, macos x86_64, macos aarch64");
    }

    @Test
    void cacheFolder_eachKindOfHost_isTheUsersCache() {
        assertThat(Hosts.linux().cacheFolder()).isEqualTo(Path.of("/home/ada/.cache/constitution"));
        assertThat(Hosts.linux("XDG_CACHE_HOME", "/x").cacheFolder()).isEqualTo(Path.of("/x/constitution"));
        assertThat(Hosts.linux("XDG_CACHE_HOME", "relative").cacheFolder())
                .isEqualTo(Path.of("/home/ada/.cache/constitution"));
        assertThat(Hosts.of("Mac OS X", "aarch64").cacheFolder())
                .isEqualTo(Path.of("/home/ada/Library/Caches/constitution"));
        assertThat(Hosts.linux("XDG_CACHE_HOME", "/x", "CONSTITUTION_CACHE", "/c")
                        .cacheFolder())
                .isEqualTo(Path.of("/c"));
    }
}
