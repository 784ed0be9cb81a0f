package dev.constitution.runner.display;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.ShellWords;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.run.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command to give next: the one that goes on with a run, or does its failed rows again. */
public final class NextCommand {
    /** What the user called the program by; the launcher says it. */
    private static final String PROGRAM = "constitution.command";

    /** The options that name a run's input. */
    private static final Set<String> INPUTS = Set.of("--prompts", "--pairs");

    private NextCommand() {}

    /** The same command again; where the prompts came from standard input, they are taken from the run's folder. */
    public static String again(List<String> arguments, Path folder) {
        List<String> words = new ArrayList<>();
        words.add(program());
        Path spooled = folder.resolve(RunInput.NAME);
        for (String argument : arguments) {
            boolean isValue = INPUTS.contains(words.get(words.size() - 1)) && argument.equals("-");
            boolean isBoth = argument.endsWith("=-") && INPUTS.contains(argument.substring(0, argument.length() - 2));
            if (Files.exists(spooled) && (isValue || isBoth)) {
                words.add(isValue ? spooled.toString() : argument.substring(0, argument.length() - 1) + spooled);
            } else {
                words.add(argument);
            }
        }
        return ShellWords.line(words);
    }

    /** What the user calls the program by. */
    public static String program() {
        return System.getProperty(PROGRAM, "constitution");
    }

    /** A command that goes on, below its heading, to be the last that is printed. */
    public static String toGoOn(String command) {
        return "to go on:\n  " + command;
    }

    /** The command that mends a folder, as far as it can be. */
    public static String mend(Path folder) {
        return ShellWords.line(List.of(program(), "verify", ShellWords.path(folder), "--repair"));
    }

    /** Commands that mend a folder and go on in it, below their heading, to be the last that are printed. */
    public static String toMend(List<String> commands) {
        return (commands.size() > 1 ? "to mend it, then to go on:\n  " : "to mend it:\n  ")
                + String.join("\n  ", commands);
    }

    /** A command that does failed rows again, below its heading, to be the last that is printed. */
    public static String toRetry(String command) {
        return "\nto do the failed rows again:\n  " + command;
    }

    /**
     * The command that does what a run has left or failed; empty where there is nothing to do.
     *
     * @param again the command that goes on with it
     */
    public static Optional<String> after(RunResult result, String again, Path folder, RetryAdvice advice) {
        if (result.exitCode() == ExitCode.CORRUPT) {
            return Optional.of(mend(folder) + "; " + again); // by itself it would end the same
        }
        return result.goesOn() ? Optional.of(again) : advice.command(program(), folder);
    }
}
