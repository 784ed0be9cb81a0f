package dev.constitution.runner.format;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts files' names in the place of a command's placeholders. */
final class GivenFiles {
    private static final Pattern PLACE =
            Pattern.compile("\\b(FILE|TEST|NAME|BASENAME|DIRECTORY|TYPE|FOLDER|COLUMNS)\\b");

    private GivenFiles() {}

    /** @param written the file for training first; then, where there is one, that for testing */
    static String in(String command, List<Path> written) {
        Path file = written.get(0);
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of("."));
        Map<String, String> names = new HashMap<>(Map.of(
                "FILE", file.toString(),
                "TEST", written.size() > 1 ? written.get(1).toString() : "TEST",
                "NAME", name(file),
                "BASENAME", String.valueOf(file.getFileName()),
                "DIRECTORY", folder.toString(),
                "TYPE", FileKind.of(file).type(),
                "FOLDER", folder.toString()));
        if (command.contains("COLUMNS")) {
            names.put("COLUMNS", LlamaFactoryIndex.columns(file).toString());
        }
        return PLACE.matcher(command)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(names.get(place.group()))));
    }

    /** A file's name without endings, by which data sets are called. */
    static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
    }
}
