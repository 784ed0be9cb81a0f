package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.cli.ConstitutionCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Runs a command line in this process and keeps what it prints. */
public final class CommandLineHarness {

    /** What a command line ended with. */
    public record Result(int exitCode, String out, String err) {}

    private CommandLineHarness() {}

    /** {@code verify} finds nothing wrong with a folder, and so many of its rows have an outcome. */
    public static void requireSound(Path out, int rows, int done) {
        Result verdict = run("verify", out.toString());
        assertThat(verdict.exitCode()).as(verdict.out()).isZero();
        assertThat(verdict.out())
                .startsWith(Words.count(rows, "row") + ", " + Words.count(done, "outcome") + ", ")
                .endsWith(System.lineSeparator() + "sound" + System.lineSeparator());
    }

    public static Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public static Result run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = ConstitutionCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = ConstitutionCommand.execute(command, environment, arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
