package dev.constitution.runner.cli;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.display.PrinciplesText;
import dev.constitution.runner.export.RunFileGuard;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.options.ClauseOptions;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.prose.ProposedRequests;
import dev.constitution.runner.prose.ProseFiles;
import dev.constitution.runner.prose.ProseImport;
import dev.constitution.runner.prose.Wording;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution principles import}: a constitution from other tools' files, or from a document in prose. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Turn principles of the paper, of LangChain or of llm-swarm, or a document in Markdown, into a constitution.",
        customSynopsis = "constitution principles import FILE --to=OUT.yaml [OPTION]...")
@NoPartOfRun("its run holds what it is made of as settings of its own")
final class ImportCommand implements Callable<Integer>, MakesRun {
    private static final String MARKDOWN = "markdown";
    private static final String AUTO = "auto";
    private static final int NAMED = 20;

    /** What these say goes without a model. */
    private static final Set<String> WITHOUT_MODEL = Set.of("--from", "--to", "--id", "--exemplars", "--force");

    @Spec
    private CommandSpec spec;

    @UnderHeading(Heading.INPUT)
    @Parameters(paramLabel = "FILE", description = "The file to import.")
    private Path file;

    @UnderHeading(Heading.INPUT)
    @Option(
            names = "--from",
            paramLabel = "FORM",
            defaultValue = AUTO,
            description =
                    "markdown: a document in prose, whose clauses become principles. Default: auto, by the file's name"
                            + " and content.")
    private String from;

    @UnderHeading(Heading.INPUT)
    @Option(
            names = "--exemplars",
            paramLabel = "FILE",
            description = "A file of worked examples to add to other tools' principles; may be repeated.")
    private @Nullable List<Path> exemplars;

    @Mixin
    private ClauseOptions clauses;

    @UnderHeading(Heading.OUTPUT)
    @Option(
            names = "--to",
            paramLabel = "OUT.yaml",
            required = true,
            description = "The file to write; of a document also"
                    + " OUT.source.json, the way back from each principle to the text.")
    private Path to;

    @UnderHeading(Heading.OUTPUT)
    @Option(names = "--id", paramLabel = "ID", defaultValue = "", description = "Default: from OUT's name.")
    private String id;

    @UnderHeading(Heading.OUTPUT)
    @Option(names = "--force", description = "Replace OUT if it is there.")
    private boolean force;

    @UnderHeading(Heading.OUTPUT)
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "With --model: the folder of its run. The same command goes on where it stopped.")
    private @Nullable Path out;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        String name = id.isEmpty() ? idFrom(to) : id;
        if (!isMarkdown()) {
            List<Path> files = new ArrayList<>(List.of(file));
            if (exemplars != null) {
                files.addAll(exemplars);
            }
            Constitution constitution = Constitutions.importFrom(name, files.toArray(Path[]::new));
            checkTarget(to);
            WholeFile.write(to, Constitutions.toYaml(constitution));
            say(to + ": written, " + PrinciplesText.size(constitution));
            return ExitCode.COMPLETE.number();
        }
        ProseImport imported = ProseImport.read(file, name);
        checkTarget(to);
        checkTarget(ProseFiles.sourceMap(to));
        return clauses.model().isPresent() && out != null
                ? propose(imported, clauses.model().get(), out)
                : write(imported);
    }

    private boolean isMarkdown() {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return from.equals(MARKDOWN) || name.endsWith(".md") || name.endsWith(".markdown");
    }

    /** Refuses options that do not go together, all at once. */
    private void check() {
        List<String> faults = new ArrayList<>();
        if (!from.equals(MARKDOWN) && !from.equals(AUTO)) {
            faults.add("unknown value \"" + from + "\" of --from"
                    + Suggestion.clauseAndList(from, List.of(AUTO, MARKDOWN), "known values"));
        }
        if (isMarkdown() && exemplars != null) {
            faults.add("--exemplars goes with other tools' files; a document's examples stand in it");
        }
        if (clauses.model().isPresent() && !isMarkdown()) {
            faults.add("--model goes with a document in prose; add --from markdown if " + file + " is one");
        }
        if (clauses.model().isPresent() && out == null) {
            faults.add("--model makes a run; name its folder with --out");
        }
        if (clauses.model().isEmpty()) {
            List<String> idle = spec.commandLine().getParseResult().matchedOptions().stream()
                    .map(OptionSpec::longestName)
                    .filter(one -> !WITHOUT_MODEL.contains(one))
                    .toList();
            if (!idle.isEmpty()) {
                faults.add(
                        String.join(", ", idle) + " is for a run; name the model that proposes requests with --model");
            }
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
    }

    private void checkTarget(Path target) throws IOException {
        RunFileGuard.requireNoneOfAnyRun(target);
        if (Files.exists(target) && !force) {
            throw new UsageException(target + " is there already; name another file or add --force");
        }
    }

    private int write(ProseImport imported) {
        ProseFiles.write(imported, to);
        say(ProseFiles.text(imported));
        say(to + ": written, " + PrinciplesText.size(imported.constitution()) + ", with "
                + ProseFiles.sourceMap(to).getFileName() + " beside it");
        return ExitCode.COMPLETE.number();
    }

    private int propose(ProseImport imported, String model, Path folder) throws IOException, InterruptedException {
        Path rows = folder.resolve("clauses.jsonl");
        if (options.isDryRun()) {
            rows = Files.createTempFile("clauses", ".jsonl");
        }
        Wording.rows(imported, rows);
        PromptSource source = PromptSource.of(rows);
        TreeMap<String, String> names = new TreeMap<>(Map.of(ModelRole.GENERATOR.label(), model));
        try (RunParts parts = new RunParts(
                imported.constitution(),
                clauses.principles(),
                new RunModels(options.models(), names),
                options.cost(names))) {
            options.requireBatches(parts);
            if (options.isDryRun()) {
                return options.estimate(parts, source, clauses.stage(parts));
            }
            StepRun step = new StepRun(this, folder, source, requests(folder));
            RunResult result = step.execute(
                    options.run(parts, clauses.settings()).stage(clauses.stage(parts)), parts.cost(), true);
            if (!result.isFinished()) {
                return step.stopped(result, "clause", "left, nothing written");
            }
        } finally {
            if (options.isDryRun()) {
                Files.deleteIfExists(rows);
            }
        }
        Map<String, ProposedRequests> proposals;
        try (StoreView store = StoreView.of(requests(folder))) {
            proposals = Wording.proposals(store);
        }
        var unused = write(imported.with(proposals));
        return unproposed(imported.constitution(), proposals, folder).number();
    }

    private static Path requests(Path folder) {
        return folder.resolve("requests");
    }

    /** Says for which clauses no proposal could be read. */
    private ExitCode unproposed(Constitution constitution, Map<String, ProposedRequests> proposals, Path folder) {
        List<String> without = constitution.principles().stream()
                .map(Principle::id)
                .filter(one -> !proposals.containsKey(one))
                .toList();
        say("requests proposed for " + proposals.size() + " of "
                + Words.count(constitution.principles().size(), "principle") + ", tagged \"" + ProseImport.PROPOSED
                + "\"; read them before they are used");
        if (without.isEmpty()) {
            return ExitCode.COMPLETE;
        }
        say("no proposal could be had, and the requests are worded from the clause, for "
                + without.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (without.size() > NAMED ? " and " + (without.size() - NAMED) + " more" : "")
                + "; where the call failed the same command with --force asks again; look at a reply with: "
                + NextCommand.program() + " show " + requests(folder) + " ID");
        return ExitCode.FAILED_ROWS;
    }

    private static String idFrom(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.replaceFirst("\\.ya?ml$", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public RunOptions options() {
        return options;
    }

    @Override
    public @Nullable Path folder() {
        return out;
    }
}
