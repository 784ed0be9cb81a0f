package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static Stream<Method> tests(String name) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(FaultListTest.class.getPackageName() + "." + name)
                        .getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class));
    }
}
