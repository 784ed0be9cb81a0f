package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds the table in docs/faults.md to the tests that it names. */
class FaultListTest {
    private static final Pattern ROW = Pattern.compile("^\\| [A-Z]\\d+ \\|.*$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    /** The method is the next line that is indented as its annotation is and begins with a word, as no annotation does. */
    private static final Pattern METHOD = Pattern.compile(
            "^( *)@(?:Test|ParameterizedTest|TestFactory)\\b.*?^\\1\\w[^(\n]* (\\w+)\\(", Pattern.MULTILINE | Pattern.DOTALL);

    private static List<String> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/faults.md")))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void table_everyRow_namesATest() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(35)
                .allSatisfy(row -> assertThat(TEST.matcher(row).find()).as(row).isTrue());
    }

    @Test
    void table_everyTest_exists() throws IOException {
        assertThat(rows().stream().flatMap(row -> TEST.matcher(row).results()))
                .allSatisfy(test -> assertThat(tests(test.group(1))).contains(test.group(2)));
    }

    @Test
    void inSource_annotationsWithBraces_hideNoTest() {
        assertThat(inSource("""
                class SomeTest {
                    @Test
                    void some_plain_isFound() {}

                    @ParameterizedTest
                    @CsvSource(
                            delimiter = ';',
                            value = {
                                "{\"a\": 1}; void no_text_isOne()",
                            })
                    void some_braces_areFound(String row) {
                        helper();
                    }

                    private void helper() {}

                    @ParameterizedTest(name = "{0}")
                    @ValueSource(ints = {1, 2})
                    void some_bracesOnOneLine_areFound(int value) throws Exception {}

                    @TestFactory
                    Stream<DynamicTest> some_factory_isFound() {
                        return Stream.of();
                    }

                    void noTest() {}

                    @Nested
                    class Within {
                        @Test
                        void some_nested_isFound() {}
                    }
                }
                """))
                .containsExactly(
                        "some_plain_isFound",
                        "some_braces_areFound",
                        "some_bracesOnOneLine_areFound",
                        "some_factory_isFound",
                        "some_nested_isFound");
    }

    private static Stream<String> tests(String name) throws Exception {
        Optional<String> type = inItsRoom(name);
        return type.isPresent() ? ofThisModule(Class.forName(type.get())).map(Method::getName) : ofAnotherModule(name);
    }

    private static Stream<Method> ofThisModule(Class<?> test) {
        return Stream.<Class<?>>iterate(test, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(ParameterizedTest.class)
                        || method.isAnnotationPresent(TestFactory.class));
    }

    /** By its source, which every module has beside this one. */
    private static Stream<String> ofAnotherModule(String name) throws IOException {
        List<Path> found;
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            found = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(sources -> files(sources, name + ".java"))
                    .toList();
        }
        assertThat(found).as(name).hasSize(1);
        return inSource(Files.readString(found.get(0)));
    }

    private static Stream<String> inSource(String source) {
        return METHOD.matcher(source).results().map(method -> method.group(2));
    }

    private static Stream<Path> files(Path folder, String name) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith(name)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole name of a test class of this module. */
    private static Optional<String> inItsRoom(String name) throws Exception {
        Path classes = Path.of(FaultListTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(path -> path.endsWith(name + ".class"))
                    .findFirst()
                    .map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
                    .map(path -> path.substring(0, path.length() - ".class".length()));
        }
    }
}
