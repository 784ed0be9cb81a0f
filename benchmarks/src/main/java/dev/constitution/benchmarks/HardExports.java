package dev.constitution.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.runner.cli.ConstitutionCommand;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs command lines one after another in one process, since hundreds of them would take long to start: a line of standard input
 * is an array of arguments, and each is answered by a line with the exit code and what the command said.
 */
public final class HardExports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HardExports() {}

    /** No arguments; ends with standard input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode given = JSON.readTree(line);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
            System.setOut(out);
            System.setErr(out);
            int code = ConstitutionCommand.execute(
                    ConstitutionCommand.commandLine(), Map.of(), JSON.convertValue(given, String[].class));
            out.flush();
            answers.println(
                    JSON.createObjectNode().put("code", code).put("said", said.toString(StandardCharsets.UTF_8)));
            answers.flush();
        }
    }
}
