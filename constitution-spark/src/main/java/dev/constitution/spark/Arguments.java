package dev.constitution.spark;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cli.ConstitutionCommand;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.options.MakesStageRun;
import dev.constitution.runner.options.RecordedCommand;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A run's command line as it is given to Spark: the runner's, whose files and folders may be anywhere that Hadoop reaches.
 *
 * @param command read, on the driver
 */
record Arguments(MakesStageRun command) {
    /** In place of a file, for rows that are a data set. */
    static final String DATASET = "dataset.jsonl";

    private static final Pattern WILD = Pattern.compile("[*?\\[{\\\\]");

    private static final Map<String, String> NOT_HERE = new TreeMap<>(Map.ofEntries(
            Map.entry("--batch", "each executor waits for its answers; do it with the runner"),
            Map.entry("--dry-run", "do it with the runner, on some of the prompts"),
            Map.entry("--fork", "no folder of the runner's is read here"),
            Map.entry("--limit", "give a data set with a limit"),
            Map.entry("--max-cost", "no bound is kept over a cluster; set one at the provider"),
            Map.entry("--max-run-tokens", "no bound is kept over a cluster; set one at the provider"),
            Map.entry("--fail-on-error", "look at the outcomes"),
            Map.entry("--strict", "look at the outcomes of kind failed, detail bad_input"),
            Map.entry("--injections", "do it with the runner"),
            Map.entry("--baseline", "do it with the runner"),
            Map.entry("--metrics-port", "see Spark's own pages, and the accumulator"),
            Map.entry("--metrics-address", "see Spark's own pages, and the accumulator"),
            Map.entry("--json", "read manifest.json")));

    /**
     * Reads a command line.
     *
     * @param out where the run is kept, unless the words say
     * @param hasRows whether the prompts come as a data set
     * @throws UsageException with all that cannot be done here
     */
    static Arguments of(List<String> words, Optional<String> out, boolean hasRows) throws IOException {
        List<String> all = new ArrayList<>(words);
        out.ifPresent(folder -> all.add("--out=" + folder));
        if (hasRows) {
            all.add((words.contains("judge") ? "--pairs=" : "--prompts=") + DATASET);
        }
        Arguments arguments = new Arguments(ConstitutionCommand.stageRun(System.getenv(), all));
        arguments.requireDoable();
        return arguments;
    }

    private void requireDoable() throws IOException {
        List<String> faults = new ArrayList<>();
        NOT_HERE.forEach((option, instead) -> {
            if (isGiven(option)) {
                faults.add(option + " has no meaning on Spark: " + instead);
            }
        });
        if (command.source().pairs() == null && isGiven("--pairs")) {
            faults.add(
                    "--pairs has no meaning on Spark: take the first rows of its pairs, which are in the input's order");
        }
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
        PromptSource source = command.source();
        if (source.pairs() == PairFormat.AUTO) {
            throw new UsageException("--format is missing: each part of the pairs is read alone, so name their form");
        }
        if (source.format() != null && source.format() != InputFormat.JSONL) {
            throw new UsageException("--format must be jsonl on Spark; write other forms into a data set first");
        }
    }

    private boolean isGiven(String option) {
        return command.spec().findOption(option) != null
                && raw(option).filter(value -> !value.equals("false")).isPresent();
    }

    /** An option's value as it was written: a path of Java's turns s3a:// into s3a:/. */
    private Optional<String> raw(String name) {
        CommandSpec spec = command.spec();
        OptionSpec option = spec.findOption(name);
        if (option == null) {
            return Optional.empty();
        }
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            List<String> values = option.originalStringValues();
            return Optional.of(values.isEmpty() ? "true" : values.get(values.size() - 1));
        }
        try {
            return spec.commandLine().getDefaultValueProvider() == null
                    ? Optional.empty()
                    : Optional.ofNullable(
                            spec.commandLine().getDefaultValueProvider().defaultValue(option));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the prompts are. */
    String input() {
        return raw("--prompts").or(() -> raw("--pairs")).orElseThrow();
    }

    /**
     * The folder that paths in the rows are relative to: that of the files, or the folder that is named; empty for a data set. A
     * pattern is in the folder before its first wild card.
     */
    String origin(Configuration hadoop) throws IOException {
        if (input().equals(DATASET)) {
            return "";
        }
        Path path = new Path(input());
        FileSystem files = path.getFileSystem(hadoop);
        Path whole = files.makeQualified(path);
        for (Path folder = whole; folder != null; folder = folder.getParent()) {
            if (!WILD.matcher(folder.toString()).find()
                    && files.exists(folder)
                    && files.getFileStatus(folder).isDirectory()) {
                return folder.toString();
            }
        }
        return whole.toString();
    }

    /** What messages call the input. */
    String inputName() {
        return input().equals(DATASET) ? "the data set" : input();
    }

    /** Where the run is kept. */
    String out() {
        return raw("--out").orElseThrow(() -> new UsageException("--out is missing: name the folder of the run"));
    }

    /** Whether requests or tokens a minute are bounded. */
    boolean boundsRates() {
        return isGiven("--rpm") || isGiven("--tpm");
    }

    /** The whole command, for executors; they read no prompts by it and write to no folder. */
    List<String> words() {
        List<String> words = RecordedCommand.of(command.spec());
        String input = words.contains("judge") ? "--pairs" : "--prompts";
        return RecordedCommand.with(RecordedCommand.with(words, input, DATASET), "--out", "spark");
    }
}
