package dev.constitution.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rooms of a module in their order, held against its classes. What refers to what is read from the constant pools by the
 * JDK's {@code jdeps}, which also sees casts, pattern matches and arrays.
 *
 * @param root the package that the rooms are packages of
 * @param order the rooms' names; each may use those before it
 * @param classes the folder of the module's classes
 * @param sources the folder of the module's sources
 */
public record Rooms(String root, List<String> order, Path classes, Path sources) {
    private static final Pattern ARROW = Pattern.compile("^\\s+(\\S+)\\s+->\\s+(\\S+)");

    /** A reference from one class to another. */
    public record Reference(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /** What the module's classes refer to, one another and the classes of others. */
    public List<Reference> references() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "-verbose:class", "-filter:none", "--ignore-missing-deps", classes.toString());
        if (exit != 0) {
            throw new IllegalStateException("jdeps ended with " + exit + ": " + out);
        }
        return out.toString()
                .lines()
                .flatMap(line -> ARROW.matcher(line).results())
                .map(arrow -> new Reference(arrow.group(1), arrow.group(2)))
                .toList();
    }

    /** The references that run from a room to a later one. */
    public List<Reference> backwards() {
        return references().stream()
                .filter(reference -> place(reference.to()) > place(reference.from()))
                .toList();
    }

    /** A type's room as its place in the order; -1 for a type of another module. */
    private int place(String type) {
        return type.startsWith(root + ".") ? order.indexOf(room(type)) : -1;
    }

    private String room(String type) {
        return type.substring(root.length() + 1).split("\\.", 2)[0];
    }

    /** The packages that there are, as rooms. */
    public Set<String> found() {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many types a room has, each in a file of its own. */
    public long size(String room) {
        try (Stream<Path> files = Files.list(folder().resolve(room))) {
            return files.filter(file -> !file.endsWith("package-info.java")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a room says of itself. */
    public String description(String room) {
        try {
            return Files.readString(folder().resolve(room).resolve("package-info.java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return sources.resolve(root.replace('.', '/'));
    }
}
