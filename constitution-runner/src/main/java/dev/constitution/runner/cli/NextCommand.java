package dev.constitution.runner.cli;

import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.OutcomeJson;
import dev.constitution.runner.store.OutcomeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that goes on with a run, quoted so that it can be pasted into a shell. */
final class PastableCommand {
    /** What the user called the program by; the launcher says it. */
    private static final String PROGRAM = "constitution.command";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** The options that name a run's input. */
    private static final Set<String> INPUTS = Set.of("--prompts", "--pairs");

    private PastableCommand() {}

    /** The same command again; where the prompts came from standard input, they are taken from the run's folder. */
    static String of(List<String> arguments, Path folder) {
        List<String> words = new ArrayList<>();
        words.add(System.getProperty(PROGRAM, "constitution"));
        Path spooled = folder.resolve(PromptSource.SPOOLED);
        for (String argument : arguments) {
            boolean isValue = INPUTS.contains(words.get(words.size() - 1)) && argument.equals("-");
            boolean isBoth = argument.endsWith("=-") && INPUTS.contains(argument.substring(0, argument.length() - 2));
            if (Files.exists(spooled) && (isValue || isBoth)) {
                words.add(isValue ? spooled.toString() : argument.substring(0, argument.length() - 1) + spooled);
            } else {
                words.add(argument);
            }
        }
        return words.stream().map(PastableCommand::quoted).collect(Collectors.joining(" "));
    }

    /** The command below its heading, to be the last that is printed. */
    static String line(String command) {
        return "to go on:\n  " + command;
    }

    /**
     * The command that does what a run has left or failed; empty where there is nothing to do.
     *
     * @param again the command that goes on with it
     */
    static Optional<String> after(RunResult result, String again, Path folder) {
        return result.goesOn() ? Optional.of(again) : retry(result, folder);
    }

    /** The command that does a run's failed rows again; empty where none failed that could end otherwise. */
    private static Optional<String> retry(RunResult result, Path folder) {
        List<String> kinds = result.outcomes().details(OutcomeKind.FAILED).keySet().stream()
                .filter(kind -> !kind.equals(OutcomeJson.BAD_INPUT))
                .toList();
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(Stream.of(
                                System.getProperty(PROGRAM, "constitution"),
                                "retry",
                                folder.toString(),
                                "--kind",
                                String.join(",", kinds))
                        .map(PastableCommand::quoted)
                        .collect(Collectors.joining(" ")));
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
