package dev.constitution.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** Runs a command line in this process and keeps what it prints. */
final class CommandLineHarness {

    /** What a command line ended with. */
    record Result(int exitCode, String out, String err) {}

    private CommandLineHarness() {}

    static Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    static Result run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = ConstitutionCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = ConstitutionCommand.execute(command, environment, arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
