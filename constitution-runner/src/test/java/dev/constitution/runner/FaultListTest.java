package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
                .allSatisfy(test -> assertThat(tests(test.group(1)))
                        .extracting(Method::getName)
                        .contains(test.group(2)));
    }

    private static Stream<Method> tests(String name) throws Exception {
        return Stream.<Class<?>>iterate(
                        Class.forName(inItsRoom(name)), type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(ParameterizedTest.class)
                        || method.isAnnotationPresent(TestFactory.class));
    }

    /** The whole name of a test class of this module. */
    private static String inItsRoom(String name) throws Exception {
        Path classes = Path.of(FaultListTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            Path file = files.filter(path -> path.endsWith(name + ".class"))
                    .findFirst()
                    .orElseThrow(() -> new ClassNotFoundException(name));
            String path = classes.relativize(file).toString().replace(File.separatorChar, '.');
            return path.substring(0, path.length() - ".class".length());
        }
    }
}
