package dev.constitution.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.constitution.testing.PublicTypes;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code java} block of the pages compiles against the modules as they are, and what can run runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaSnippetsTest {
    private static final List<String> OF_OTHERS = List.of(
            "dev.constitution.micrometer",
            "dev.langchain4j.data.message",
            "dev.langchain4j.guardrail",
            "dev.langchain4j.model.chat",
            "dev.langchain4j.model.chat.response",
            "dev.langchain4j.service",
            "io.micrometer.core.instrument.observation",
            "io.micrometer.observation.ObservationHandler",
            "org.springframework.context.annotation",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent");

    private final List<JavaSnippet> snippets = JavaSnippet.all(imported());
    private final List<String> faults = new ArrayList<>();
    private URLClassLoader classes;

    private static List<String> imported() {
        List<String> types = new ArrayList<>(
                List.of("dev.constitution.local.LocalChatModel", "dev.constitution.spring.RevisionCustomizer"));
        types.addAll(PublicTypes.forUsers(
                Page.ROOT.resolve("constitution-core/src/test/resources/dev/constitution/public-types.txt"),
                "dev.constitution"));
        types.addAll(PublicTypes.forUsers(
                Page.ROOT.resolve("constitution-runner/src/test/resources/dev/constitution/runner/public-types.txt"),
                "dev.constitution.runner"));
        List<String> packages = new ArrayList<>(JavaSnippet.packages(types));
        packages.addAll(OF_OTHERS);
        return packages;
    }

    @BeforeAll
    void compile(@TempDir Path output) throws IOException, InterruptedException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-d",
                output.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:deprecation,removal,unchecked,rawtypes");
        compiler.getTask(
                        said,
                        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8),
                        found,
                        options,
                        null,
                        snippets)
                .call();
        found.getDiagnostics().stream()
                .map(fault -> (fault.getSource() instanceof JavaSnippet snippet
                                ? snippet.location(fault.getLineNumber())
                                : "")
                        + ": " + fault.getMessage(Locale.ROOT))
                .forEach(faults::add);
        classes = new URLClassLoader(
                new URL[] {output.toUri().toURL()}, getClass().getClassLoader());
        PageFolder.prepare();
    }

    @Test
    void blocks_compile() {
        assertThat(snippets).isNotEmpty();
        assertThat(faults).isEmpty();
    }

    Stream<JavaSnippet> run() {
        return snippets.stream().filter(JavaSnippet::isRun);
    }

    @ParameterizedTest
    @MethodSource("run")
    void block_run_endsWell(JavaSnippet snippet) {
        Assumptions.assumeTrue(faults.isEmpty(), "what does not compile cannot run");

        assertThatCode(() -> snippet.run(classes)).as("%s", snippet).doesNotThrowAnyException();
    }
}
