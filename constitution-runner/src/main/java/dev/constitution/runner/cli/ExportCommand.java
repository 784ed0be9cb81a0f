package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.StandardOutput;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.dataset.TokenCounter;
import dev.constitution.runner.display.RunSummary;
import dev.constitution.runner.export.ExportGates;
import dev.constitution.runner.export.ExportOutput;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.FileExport;
import dev.constitution.runner.export.HfAddition;
import dev.constitution.runner.export.ModelTokens;
import dev.constitution.runner.export.RecordSink;
import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.export.TrainTestSplit;
import dev.constitution.runner.export.TrainerFolder;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.format.ComparedAnswers;
import dev.constitution.runner.format.EveryComparison;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.Trainers;
import dev.constitution.runner.format.VerdictsExport;
import dev.constitution.runner.options.GateOptions;
import dev.constitution.runner.options.MethodOptions;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution export}: writes a run's rows in the form that a trainer reads. */
@Command(
        name = "export",
        description = "Writes what a run made in the form that a trainer reads. Makes no call.",
        mixinStandardHelpOptions = true)
@NoPartOfRun("it reads a run")
final class ExportCommand implements Callable<Integer> {
    private static final String EVERY_COMPARISON = "--every-comparison";

    private final StandardOutput stream = new StandardOutput();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description =
                    "A form, or a trainer whose form it is: ${COMPLETION-CANDIDATES}. hf is a Hugging Face dataset"
                            + " folder; docs/formats.md shows a row of each form, and what each trainer does to rows.")
    private String format;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "The file to write, by its ending gzipped (.gz) or Parquet (.parquet); - for standard output."
                    + " For hf, a folder, its files Parquet where it ends in .parquet; for mlx-lm and mlx-lm-lora a folder,"
                    + " whose name has no ending. A trainer's name takes the endings that its reader opens.")
    private String to;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description = "Write two files, FILE-train and FILE-test; this share of the prompts, in (0, 1), goes to the"
                    + " second. Equal prompts stay together. Default: 0.05 for a folder, else one file.")
    private @Nullable Double testShare;

    @Option(
            names = "--near-duplicates",
            paramLabel = "SHARE",
            description = "Leave out pairs that have this share of their phrases, 0.8 for example, in common with an"
                    + " earlier one, and with --test-share those whose question the other file nearly has. Pairs that"
                    + " are equal to an earlier one are left out in any case.")
    private @Nullable Double nearDuplicates;

    @Option(
            names = EVERY_COMPARISON,
            description =
                    "Of prompts with more than two answers (run --samples), write every two that the judge told apart,"
                            + " those furthest apart first, and not these alone; for forms with two answers a record.")
    private boolean everyComparison;

    @Option(
            names = "--refusals-by",
            paramLabel = "FIELD",
            description = "Count evasive answers in the report by this field of the prompts' metadata.")
    private @Nullable String refusalsBy;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description =
                    "A GGUF file by whose vocabulary the report counts tokens. Default: the embedded model's where it"
                            + " gave the answers; else they are estimated.")
    private @Nullable Path tokenizer;

    @Mixin
    private final HfOptions hf = new HfOptions();

    /** What completion offers. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ExportCatalog.allNames().iterator();
        }
    }

    @Override
    public Integer call() {
        ExportTarget target = new ExportTarget(format, to);
        PrintWriter messages = target.isStream()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(spec.commandLine().getErr()::println);
            RunManifest manifest = RunManifest.of(store);
            requireRows(manifest);
            requireWritable(store, manifest, target);
            RowsToDo rows = RowsToDo.of(store, manifest);
            if (rows.left() > 0) {
                messages.println("the run is not complete: " + rows.inWords());
            }
            Optional<TrainTestSplit> split = target.split(testShare);
            Optional<ModelTokens> tokens =
                    tokenizer == null ? ModelTokens.ofRun(manifest) : Optional.of(ModelTokens.of(tokenizer));
            try (ModelTokens open = tokens.orElse(null);
                    HfAddition addition =
                            target.isFolder() ? hf.addition(store, target.path(), split.orElseThrow()) : null;
                    ExportGates gates = gates(store, manifest, rows, split, open, addition)) {
                List<WrittenFile> files =
                        addition == null ? write(store, target, split, gates) : addition.write(gates, hf.partBytes());
                if (addition != null && files.stream().noneMatch(WrittenFile::isThere)) {
                    messages.println(to + ": nothing to add, "
                            + (HfAddition.holdsAll(files)
                                    ? "it holds these rows already"
                                    : "as no row can be written"));
                }
                RunSummary.print(files, gates.report(), messages);
                Trainers.named(format)
                        .ifPresent(trainer -> messages.println(trainer.sentence(
                                there(target, files), files.stream().anyMatch(WrittenFile::hasImages))));
            }
            messages.flush();
            return ExitCode.COMPLETE.number();
        } catch (IOException e) {
            return unwritable(e);
        } catch (UncheckedIOException e) {
            return unwritable(Objects.requireNonNull(e.getCause()));
        }
    }

    private int unwritable(IOException cause) {
        if (stream.isClosed()) {
            return StandardOutput.CLOSED;
        }
        throw Target.failure(stream.failure().isPresent() ? "standard output" : to, cause);
    }

    /** The run has looked at its pairs already, if it is complete and nothing else is asked of the gates. */
    private ExportGates gates(
            StoreView store,
            RunManifest manifest,
            RowsToDo rows,
            Optional<TrainTestSplit> split,
            @Nullable ModelTokens tokens,
            @Nullable HfAddition addition)
            throws IOException {
        TokenCounter counter = tokens == null ? TokenCounter.estimate() : tokens;
        if (addition != null) {
            return addition.gates(nearDuplicates(), Optional.ofNullable(refusalsBy), counter);
        }
        boolean isTold = !manifest.provenance().isOfConversations(); // of these no report is kept
        Optional<WrittenFiles> ofRun = isTold && nearDuplicates == null && refusalsBy == null && tokens == null
                ? WrittenFiles.inPlace(store, directory, rows.done())
                : Optional.empty();
        return ofRun.isPresent()
                ? new ExportGates(ofRun.get().report())
                : new ExportGates(nearDuplicates(), split, Optional.ofNullable(refusalsBy), counter);
    }

    private OptionalDouble nearDuplicates() {
        return nearDuplicates == null ? OptionalDouble.empty() : OptionalDouble.of(nearDuplicates);
    }

    private List<WrittenFile> write(
            StoreView store, ExportTarget target, Optional<TrainTestSplit> split, ExportGates gates)
            throws IOException {
        if (target.isFolder()) {
            return hf.write(store, target.path(), split.orElseThrow(), gates);
        }
        ExportFormat export = export(store);
        if (target.isStream()) {
            RecordSink out = new RecordStream(export, export.isCsv(), stream);
            return FileExport.write(store, List.of(ExportOutput.stream(store, export, out)), gates, Optional.empty());
        }
        return target.isTrainerFolder()
                ? new TrainerFolder(store, export, target.path(), split.orElseThrow(), gates).write()
                : new FileExport(store, export, target.path(), split, gates).write();
    }

    private ExportFormat export(StoreView store) {
        ExportFormat export = ExportCatalog.of(format, store);
        if (!everyComparison) {
            return export;
        }
        Map<String, String> settings = RunManifest.of(store).settings().values();
        return new EveryComparison(
                export,
                new ComparedAnswers(
                        MethodOptions.ties(settings),
                        GateOptions.recorded(settings).gate(),
                        RunConstitution.in(store)
                                .orElseThrow(() -> new UsageException(
                                        directory + ": its constitution is not stored, so " + EVERY_COMPARISON
                                                + " cannot hold answers against it; leave that out"))));
    }

    /** The files that can be handed on. */
    private static List<Path> there(ExportTarget target, List<WrittenFile> files) {
        return files.stream()
                .filter(written -> written.isThere() && !target.isStream())
                .map(WrittenFile::file)
                .toList();
    }

    /** Refuses a folder of which no rows are a run's own. */
    private void requireRows(RunManifest manifest) {
        requireNot(
                manifest.source().pairs() != null,
                directory
                        + ": holds verdicts on pairs that people have labelled, and no pairs of its own; they are in "
                        + directory.resolve(VerdictsExport.FILE));
        requireNot(
                !ExportWriter.makesPairs(manifest.source(), manifest.provenance())
                        && !manifest.provenance().isOfConversations(),
                directory + ": holds attacks on a judge, and no pairs; the same command shows what they came to");
    }

    /** Refuses what was asked for with all that is wrong with it, before anything is written. */
    private void requireWritable(StoreView store, RunManifest manifest, ExportTarget target) {
        List<String> faults = new ArrayList<>();
        if (manifest.provenance().isOfConversations()) {
            faults.addAll(faultsOfConversations(store, target));
        }
        faults.addAll(target.faultsOfAStream(testShare));
        if (everyComparison
                && (target.isFolder() || !ExportCatalog.of(format, store).isOfTwoAnswers())) {
            faults.add(EVERY_COMPARISON + " is for forms with two answers a record, such as trl-reward, and " + format
                    + " is none; leave it out");
        }
        faults.addAll(target.isFolder() ? hf.faults() : hf.faultsOfAFile());
        faults.addAll(target.faultsOfAFile(store));
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
    }

    /** What only pairs have a use for. */
    private List<String> faultsOfConversations(StoreView store, ExportTarget target) {
        List<String> faults = new ArrayList<>();
        if (!target.isFolder() && !ExportCatalog.of(format, store).isOfConversations()) {
            faults.add(directory + ": holds conversations and no pairs, of which " + format
                    + " is a form; forms and trainers for fine-tuning: " + ExportCatalog.FOLDER + ", "
                    + ExportCatalog.allNames().stream()
                            .filter(name -> !name.equals(ExportCatalog.FOLDER)
                                    && ExportCatalog.of(name, store).isOfConversations())
                            .collect(Collectors.joining(", ")));
        }
        Map<String, Boolean> ofPairs = new LinkedHashMap<>();
        ofPairs.put("--near-duplicates", nearDuplicates != null);
        ofPairs.put("--refusals-by", refusalsBy != null);
        ofPairs.put("--tokenizer", tokenizer != null);
        ofPairs.forEach((option, isGiven) -> {
            if (isGiven) {
                faults.add(option + " looks at pairs, and " + directory + " holds none; leave it out");
            }
        });
        return faults;
    }

    private static void requireNot(boolean isWrong, String message) {
        if (isWrong) {
            throw new UsageException(message);
        }
    }
}
