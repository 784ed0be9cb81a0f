package dev.constitution.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command line in this process and keeps what it prints. */
final class CommandLineHarness {

    /** What a command line ended with. */
    record Result(int exitCode, String out, String err) {}

    private CommandLineHarness() {}

    static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = ConstitutionCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = command.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
