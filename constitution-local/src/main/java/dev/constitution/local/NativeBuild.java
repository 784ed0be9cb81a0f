package dev.constitution.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A build of llama.cpp b4916 that the class path's {@code de.kherud:llama:4.2.0} carries, with its SHA-256. */
enum NativeBuild {
    LINUX_X86_64("Linux/x86_64/libjllama.so", "93276c536d00f037c37ed6ec1e55be9c828940f4a0af59af10a8f638a31bbc3c"),
    LINUX_AARCH64("Linux/aarch64/libjllama.so", "d852c1625b2dac90a974613a2f019ecabf0c5d7bc054dcc14a05246d5aa2a1a7"),
    MACOS_X86_64("Mac/x86_64/libjllama.dylib", "02ec1b3570cde80e5fbfc3ba56b5de68ffef2a26e7b470a89547a80e87120e81"),
    MACOS_AARCH64("Mac/aarch64/libjllama.dylib", "7ba2311dc634e24b572512a2279357327511ad3d77dea032a77feab77c14d341");

    private final String path;
    private final String sha256;

    NativeBuild(String path, String sha256) {
        this.path = path;
        this.sha256 = sha256;
    }

    static NativeBuild of(Host host) {
        String os = host.property("os.name").orElse("unknown");
        String arch = host.property("os.arch").orElse("unknown");
        if (os.toLowerCase(Locale.ROOT).startsWith("windows")) {
            throw new LocalModelException("the embedded model does not run on Windows: the Windows builds of its native"
                    + " library do not export llama.cpp's C API; use a model of Ollama instead, or run under WSL");
        }
        return Arrays.stream(values())
                .filter(build -> build.name().equals(system(host, os) + "_" + processor(arch)))
                .findFirst()
                .orElseThrow(() -> new LocalModelException("the embedded model does not run on " + os + " " + arch
                        + ": there is no native library for it, only for " + supported()
                        + "; use a model of Ollama or another provider instead"));
    }

    String resource() {
        return "de/kherud/llama/" + path;
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String sha256() {
        return sha256;
    }

    private static String system(Host host, String os) {
        return host.isMac() ? "MACOS" : os.toUpperCase(Locale.ROOT);
    }

    private static String processor(String arch) {
        String lower = arch.toLowerCase(Locale.ROOT);
        if (lower.equals("amd64") || lower.equals("x86_64")) {
            return "X86_64";
        }
        return lower.equals("arm64") ? "AARCH64" : lower.toUpperCase(Locale.ROOT);
    }

    private static String supported() {
        return Arrays.stream(values())
                .map(build -> build.name().toLowerCase(Locale.ROOT).replaceFirst("_", " "))
                .collect(Collectors.joining(", "));
    }
}
