package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cli.ConstitutionCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs a command line in this process and keeps what it prints. */
public final class CommandLineHarness {

    /** What a command line ended with. */
    public record Result(int exitCode, String out, String err) {

        /** The same, which must have ended with this code. */
        public Result ended(ExitCode code) {
            assertThat(exitCode).as("%s%s", out, err).isEqualTo(code.number());
            return this;
        }

        /** The same, where all is well. */
        public Result succeeded() {
            return ended(ExitCode.COMPLETE);
        }

        /** The one JSON value that stands on its standard output. */
        public JsonNode json() {
            assertThat(out.lines()).as(err).hasSize(1);
            return Json.parse(out);
        }
    }

    private CommandLineHarness() {}

    /** {@code verify} finds nothing wrong with a folder, and so many of its rows have an outcome. */
    public static void requireSound(Path out, long rows, long done) {
        Result verified = run("verify", out.toString());
        boolean isFinished = done == rows || verified.exitCode() == ExitCode.COMPLETE.number(); // under a limit
        assertThat(verified.ended(isFinished ? ExitCode.COMPLETE : ExitCode.PARTIAL)
                        .out())
                .startsWith(Words.count(rows, "row") + ", " + Words.count(done, "outcome") + ", ")
                .contains(System.lineSeparator()
                        + (isFinished ? "sound" : "sound, not finished")
                        + System.lineSeparator());
    }

    public static Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public static Result run(List<String> command, String... more) {
        return run(with(command, more).toArray(String[]::new));
    }

    public static Result run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = ConstitutionCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = ConstitutionCommand.execute(command, environment, arguments);
        return new Result(code, out.toString(), err.toString());
    }

    /** A command with more arguments behind it. */
    public static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }
}
