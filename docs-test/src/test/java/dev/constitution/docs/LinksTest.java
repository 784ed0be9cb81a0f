package dev.constitution.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links within the project lead somewhere, and what pages name is there. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w*Test)(?:\\.(\\w+)(…?))?");
    private static final Pattern IN_ROOM = Pattern.compile("([a-z]+/[A-Z]\\w*[a-z]\\w*)(?:\\..*)?");
    private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w+)(?:\\.(?:[A-Z]\\w+\\.)?(\\w+).*)?");
    private static final Pattern EXTENDS = Pattern.compile("class \\w+ extends (\\w+)");

    @Test
    void links_toFilesAndHeadings_leadSomewhere() {
        Map<Path, Page> pages = Page.all().stream().collect(Collectors.toMap(Page::path, Function.identity()));
        List<String> broken = new ArrayList<>();
        for (Page page : pages.values()) {
            for (int i = 0; i < page.lines().size(); i++) {
                Matcher link = LINK.matcher(page.prose().get(i).replaceAll("`[^`]*`", "``"));
                while (link.find()) {
                    if (!link.group(1).contains("://") && !leads(page, link.group(1), pages)) {
                        broken.add(page.path() + ":" + (i + 1) + ": " + link.group(1));
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leads(Page from, String target, Map<Path, Page> pages) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? from.path()
                : Page.ROOT.relativize(
                        Page.ROOT.resolve(from.path()).resolveSibling(parts[0]).normalize());
        if (!Files.exists(Page.ROOT.resolve(file))) {
            return false;
        }
        return parts.length == 1
                || (pages.containsKey(file) && pages.get(file).anchors().contains(parts[1]));
    }

    @Test
    void pages_inDocs_areInTheIndex() throws IOException {
        String index = Files.readString(Page.ROOT.resolve("docs/README.md"));

        assertThat(Page.all())
                .filteredOn(page -> page.path().startsWith("docs")
                        && !page.path().startsWith("docs/decisions")
                        && !page.path().endsWith("README.md"))
                .allSatisfy(page ->
                        assertThat(index).contains("](" + Path.of("docs").relativize(page.path()) + ")"));
    }

    @Test
    void tests_thatPagesName_exist() throws IOException {
        Map<String, String> sources = testSources();

        for (Page page : Page.all()) {
            for (String span : page.spans()) {
                Matcher named = TEST.matcher(span);
                if (named.matches()) {
                    assertThat(sources).as("%s: %s", page.path(), span).containsKey(named.group(1));
                    if (named.group(2) != null) {
                        assertThat(withContracts(sources.get(named.group(1)), sources))
                                .as("%s: %s", page.path(), span)
                                .contains(" " + named.group(2) + (named.group(3).isEmpty() ? "(" : ""));
                    }
                }
            }
        }
    }

    /** A test's source, with those of the contracts that it is below. */
    private static String withContracts(String source, Map<String, String> sources) {
        Matcher above = EXTENDS.matcher(source);
        return above.find() ? source + withContracts(sources.getOrDefault(above.group(1), ""), sources) : source;
    }

    @Test
    void types_thatPagesNameWithTheirRoom_exist() throws IOException {
        Set<String> types = sources("src/main/java").keySet().stream()
                .map(path -> path.replaceFirst(".*/(\\w+/\\w+)\\.java$", "$1"))
                .collect(Collectors.toSet());

        for (Page page : Page.all()) {
            for (String span : page.spans()) {
                Matcher named = IN_ROOM.matcher(span);
                if (named.matches()) {
                    assertThat(types).as("%s: %s", page.path(), span).contains(named.group(1));
                }
            }
        }
    }

    @Test
    void paperMap_typesAndMembers_exist() throws IOException {
        Map<String, String> sources = byName(sources("src/main/java"));
        Page map = Page.all().stream()
                .filter(page -> page.path().endsWith("paper-map.md"))
                .findFirst()
                .orElseThrow();

        for (String span : map.spans()) {
            Matcher named = MEMBER.matcher(span);
            if (named.matches() && !named.group(1).endsWith("Test")) {
                assertThat(sources).as(span).containsKey(named.group(1));
                if (named.group(2) != null) {
                    assertThat(sources.get(named.group(1))).as(span).contains(named.group(2));
                }
            }
        }
    }

    private static Map<String, String> testSources() throws IOException {
        return byName(sources("src/test/java"));
    }

    /** By the types' simple names. */
    private static Map<String, String> byName(Map<String, String> sources) {
        Map<String, String> named = new HashMap<>();
        sources.forEach((path, text) -> named.put(path.replaceFirst(".*/(\\w+)\\.java$", "$1"), text));
        return named;
    }

    /** The sources of all modules by their paths. */
    private static Map<String, String> sources(String folder) throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.find(Page.ROOT, 2, (path, kind) -> kind.isDirectory())) {
            for (Path root : modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(path -> path.toString().matches(".*/\\w+\\.java"))
                            .toList()) {
                        sources.put(file.toString(), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
