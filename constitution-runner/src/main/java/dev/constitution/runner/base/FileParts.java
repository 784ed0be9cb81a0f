package dev.constitution.runner.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The parts of a file, named as the Hugging Face hub names them: {@code NAME-00000-of-00003.jsonl} and so on are
 * {@code NAME.jsonl} in three parts. Only JSON Lines and Parquet are told to be parts; others cannot be joined as they are.
 */
public final class FileParts {
    private static final Pattern PART = Pattern.compile("-(\\d{5})-of-(\\d{5})(?=\\.(jsonl|parquet)$)");

    private FileParts() {}

    /** The names of a file's parts in their order; its own name where one is all. */
    public static List<Path> names(Path file, int count) {
        return count == 1
                ? List.of(file)
                : IntStream.range(0, count)
                        .mapToObj(i -> named(file, String.format(Locale.ROOT, "-%05d-of-%05d", i, count)))
                        .toList();
    }

    /** The name that a part has while it is not known how many there are. */
    public static Path growing(Path file, int index) {
        return named(file, String.format(Locale.ROOT, "-%05d", index));
    }

    /** What a reader of patterns takes for all parts of a file and for no other: its own name where it has no parts. */
    public static String pattern(List<Path> names) {
        String first = String.valueOf(names.get(0).getFileName());
        return names.size() == 1 ? first : first.replaceFirst("-00000-of-", "-*-of-");
    }

    /** Puts something behind a name and before its endings. */
    private static Path named(Path file, String behind) {
        String name = String.valueOf(file.getFileName());
        int end = (name + ".").indexOf('.', 1);
        return file.resolveSibling(name.substring(0, end) + behind + name.substring(end));
    }

    /**
     * The files that hold what is called by a name: that file, or, where there is none, its parts in their order; the name alone
     * where there is neither.
     *
     * @throws UsageException if some parts are missing, or there are parts of two wholes
     */
    public static List<Path> of(Path file) throws IOException {
        if (Files.exists(file)) {
            return List.of(file);
        }
        SortedSet<Integer> counts = new TreeSet<>();
        for (Path part : found(file)) {
            Matcher number = PART.matcher(String.valueOf(part.getFileName()));
            if (number.find()) {
                counts.add(Integer.parseInt(number.group(2)));
            }
        }
        if (counts.isEmpty()) {
            return List.of(file);
        }
        if (counts.size() > 1) {
            throw new UsageException(file + ": there are parts of several files of this name, of "
                    + counts.stream().map(String::valueOf).collect(Collectors.joining(" and of "))
                    + " parts; remove those that are not meant");
        }
        List<Path> parts = names(file, counts.first());
        List<String> missing = parts.stream()
                .filter(Files::notExists)
                .map(part -> String.valueOf(part.getFileName()))
                .toList();
        if (!missing.isEmpty()) {
            throw new UsageException(file + ": of its parts there are not " + String.join(", ", missing)
                    + "; bring them there, or name the part to read");
        }
        return parts;
    }

    /** A file and parts of it, as far as they are there, of one whole or several. */
    public static List<Path> found(Path file) throws IOException {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> PART.matcher(String.valueOf(one.getFileName()))
                            .replaceFirst("")
                            .equals(name))
                    .toList();
        }
    }
}
