package dev.constitution.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, line by line.
 *
 * @param path beneath the project's root
 */
record Page(Path path, List<String> lines) {
    /** The project's root. */
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private static final Pattern FENCE = Pattern.compile("(\\s*)```(\\S*)\\s*");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** The README, everything under {@code docs}, and the pages of other folders that users read. */
    static List<Page> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.of(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "principles/README.md")
                                    .map(ROOT::resolve),
                            Stream.of("examples/README.md", "findings/README.md")
                                    .map(ROOT::resolve)
                                    .filter(Files::exists),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .flatMap(pages -> pages)
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Page read(Path file) {
        try {
            return new Page(ROOT.relativize(file), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All fenced blocks of all pages. */
    static List<Block> blocks(String... languages) {
        Set<String> wanted = Set.of(languages);
        return all().stream()
                .flatMap(page -> page.fenced().stream())
                .filter(block -> wanted.contains(block.language()))
                .toList();
    }

    private List<Block> fenced() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = i + 1;
                while (!FENCE.matcher(lines.get(end)).matches()) {
                    end++;
                }
                List<String> content = lines.subList(i + 1, end).stream()
                        .map(line -> line.startsWith(fence.group(1))
                                ? line.substring(fence.group(1).length())
                                : line)
                        .toList();
                blocks.add(new Block(path, i + 2, fence.group(2), i == 0 ? "" : lines.get(i - 1), content));
                i = end;
            }
        }
        return blocks;
    }

    /** The lines outside of blocks; those within are empty. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean within = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            prose.add(within || fence ? "" : line);
            within ^= fence;
        }
        return prose;
    }

    /** What stands between single back quotes, outside of blocks. */
    List<String> spans() {
        return prose().stream()
                .flatMap(line -> SPAN.matcher(line).results())
                .map((MatchResult span) -> span.group(1))
                .toList();
    }

    /** What links can lead to within the page: its headings as GitHub names them. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        for (String line : prose()) {
            if (line.matches("#{1,6} .*")) {
                String name = line.replaceFirst("#+ ", "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                String unique = name;
                for (int i = 1; !anchors.add(unique); i++) {
                    unique = name + "-" + i;
                }
            }
        }
        return anchors;
    }
}
