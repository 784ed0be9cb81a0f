package dev.constitution.runner.testing;

import java.nio.file.Path;
import java.util.List;

/** What the command line exports of a run. */
public final class Exports {
    private Exports() {}

    /** How the files of a form end that its readers take. */
    public static String ending(String form) {
        return form.equals("icai") ? ".csv" : ".jsonl";
    }

    public static CommandLineHarness.Result write(Path run, String form, Path to, String... more) {
        return CommandLineHarness.run(List.of("export", run.toString(), "--format=" + form, "--to=" + to), more);
    }
}
