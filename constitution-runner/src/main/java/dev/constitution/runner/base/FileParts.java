package dev.constitution.runner.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The parts of a file, named as the Hugging Face hub names them: {@code NAME-00000-of-00003.jsonl} and so on are
 * {@code NAME.jsonl} in three parts. What was added to it later stands in files of its own, {@code NAME-added-2.jsonl}, perhaps
 * in parts too, {@code NAME-00000-of-00003-added-2.jsonl}; its number ends the name, so that no pattern of older parts fits it.
 * Only JSON Lines and Parquet are told to be parts; others cannot be joined as they are.
 */
public final class FileParts {
    private static final Pattern NAME =
            Pattern.compile("(.+?)(?:-(\\d{5})-of-(\\d{5}))?(?:-added-([1-9]\\d{0,8}))?(\\.(?:jsonl|parquet))");

    private static final String ADDED = "-added-";

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

    /** The name of what is added to a file. */
    public static Path added(Path file, int number) {
        return named(file, ADDED + number);
    }

    /** What a reader of patterns takes for all parts of a file and for no other: its own name where it has no parts. */
    public static String pattern(List<Path> names) {
        String first = String.valueOf(names.get(0).getFileName());
        return names.size() == 1 ? first : first.replaceFirst("-00000-of-", "-*-of-");
    }

    /** Puts something behind a name, before its endings and before the number of what is added. */
    private static Path named(Path file, String behind) {
        String name = String.valueOf(file.getFileName());
        int end = (name + ".").indexOf('.', 1);
        int added = name.substring(0, end).lastIndexOf(ADDED);
        int place = added > 0 ? added : end;
        return file.resolveSibling(name.substring(0, place) + behind + name.substring(place));
    }

    /**
     * The files that hold what is called by a name: that file, or, where there is none, its parts in their order, then what was
     * added to it; the name alone where there is nothing.
     *
     * @throws UsageException if some parts are missing, or there are parts of two wholes
     */
    public static List<Path> of(Path file) throws IOException {
        SortedMap<Integer, List<Path>> byNumber = new TreeMap<>();
        for (Path part : Files.isDirectory(file) ? List.<Path>of() : found(file)) {
            byNumber.computeIfAbsent(number(part), number -> new ArrayList<>()).add(part);
        }
        List<Path> all = new ArrayList<>();
        for (Integer number : byNumber.keySet()) {
            if (isWhole(file, number)) {
                Path whole = number == 0 ? file : added(file, number);
                all.addAll(Files.exists(whole) ? List.of(whole) : parts(whole, byNumber.get(number)));
            }
        }
        return all.isEmpty() ? List.of(file) : all;
    }

    /** Whether an addition came to its end: in a data set's folder its manifest says so, which comes last. */
    private static boolean isWhole(Path file, int number) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
        return number == 0
                || Files.notExists(folder.resolveSibling("manifest.json"))
                || Files.exists(folder.resolveSibling("manifest-" + number + ".json"));
    }

    /** The number of what was added; 0 for what was there first. */
    public static int number(Path part) {
        return split(part).map(name -> name.group(4)).map(Integer::parseInt).orElse(0);
    }

    private static Optional<Matcher> split(Path file) {
        return Optional.of(NAME.matcher(String.valueOf(file.getFileName()))).filter(Matcher::matches);
    }

    /** All parts of one whole. */
    private static List<Path> parts(Path file, List<Path> found) {
        SortedSet<Integer> counts = new TreeSet<>();
        found.forEach(
                part -> counts.add(Integer.parseInt(split(part).orElseThrow().group(3))));
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

    /** A file, parts of it and what was added to it, as far as they are there, of one whole or several. */
    public static List<Path> found(Path file) throws IOException {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> whole(one).equals(name)).toList();
        }
    }

    /** The name, without folder, of what a file is a part of or was added to: its own where it is neither. */
    public static String whole(Path file) {
        return split(file)
                .map(name -> name.group(1) + name.group(5))
                .orElseGet(() -> String.valueOf(file.getFileName()));
    }
}
