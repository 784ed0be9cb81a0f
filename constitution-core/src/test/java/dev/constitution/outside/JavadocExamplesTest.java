package dev.constitution.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.testing.JavadocExamples;
import dev.constitution.testing.PublicTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavadocExamplesTest {
    /** What an example may take for given, as if it stood above it. */
    private static final List<String> GIVEN = List.of(
            "dev.langchain4j.model.chat.ChatModel model",
            "dev.langchain4j.model.chat.ChatModel teacher",
            "Constitution constitution",
            "Prompt prompt",
            "Stage stage");

    @TempDir
    private Path folder;

    @Test
    void javadoc_everyExample_compilesWithTypesForUsersAlone() {
        JavadocExamples examples = JavadocExamples.in(Path.of("src/main/java"));

        assertThat(examples.places()).hasSizeGreaterThan(8);
        assertThat(examples.faults(
                        PublicTypes.forUsers(
                                Path.of("src/test/resources/dev/constitution/public-types.txt"), "dev.constitution"),
                        GIVEN,
                        folder))
                .isEmpty();
    }

    @Test
    void javadoc_anExampleThatIsWrong_isFound(@TempDir Path sources) throws Exception {
        Files.writeString(sources.resolve("A.java"), "/**\n * <pre>{@code\n * int one = \"1\";\n * }</pre>\n */\n");

        assertThat(JavadocExamples.in(sources).faults(Set.of(), List.of(), folder))
                .singleElement()
                .asString()
                .startsWith("A.java:2: ");
    }
}
