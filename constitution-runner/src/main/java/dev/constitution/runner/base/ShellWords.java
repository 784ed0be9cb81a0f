package dev.constitution.runner.base;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a line that can be pasted into a shell. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private ShellWords() {}

    public static String line(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    /** A path as a word that no command takes for an option. */
    public static String path(Path path) {
        String text = path.toString();
        return text.startsWith("-") ? "./" + text : text;
    }

    /** A word as POSIX shells read it, or as bash and zsh do where it holds control characters. */
    private static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        } else if (CONTROL.matcher(word).find()) {
            String escaped = word.replace("\\", "\\\\").replace("'", "\\'");
            return "$'"
                    + CONTROL.matcher(escaped)
                            .replaceAll(c ->
                                    String.format("\\\\u%04x", (int) c.group().charAt(0)))
                    + "'";
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
