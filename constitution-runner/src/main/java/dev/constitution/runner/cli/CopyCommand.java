package dev.constitution.runner.cli;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.export.RunFileGuard;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.prompts.BuiltInPrompts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution prompts copy}: prompts that come with the program, to run on and to change. */
@Command(
        name = "copy",
        description = "Writes prompts that come with the program to a file, to run on them or to change them first.",
        mixinStandardHelpOptions = true)
@NoPartOfRun("it makes no run")
final class CopyCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "For which method they are: ${COMPLETION-CANDIDATES}.")
    private String name;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each prompt is written, with an id and so a seed of its own. Default: 1.")
    private int times;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE.jsonl",
            description = "The file to write; - for standard output.")
    private String to;

    @Option(names = "--force", description = "Replace FILE.jsonl if it is there and other.")
    private boolean force;

    /** What completion offers. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return BuiltInPrompts.NAMES.iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        BuiltInPrompts prompts = BuiltInPrompts.named(name);
        if (times < 1 || times > MOST) {
            throw new UsageException("--times must be between 1 and " + MOST + ", got " + times);
        }
        String lines = prompts.lines(times);
        PrintWriter out = spec.commandLine().getOut();
        if (to.equals("-")) {
            out.print(lines);
        } else {
            write(Path.of(to), lines);
            out.println(to + ": " + Words.count((long) prompts.size() * times, "prompt"));
        }
        out.flush();
        return 0;
    }

    private void write(Path file, String lines) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException(file + ": is a folder; name a file in it");
        }
        RunFileGuard.requireNoneOfAnyRun(file);
        boolean isOther =
                Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), lines.getBytes(StandardCharsets.UTF_8));
        if (isOther && !force) {
            throw new UsageException(
                    file + ": is there already and holds something else; name another, or give --force");
        }
        WholeFile.write(file, lines);
    }
}
