package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.export.FileExport;
import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.export.RunFileGuard;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.Trainer;
import dev.constitution.runner.format.Trainers;
import dev.constitution.runner.label.ChatDesk;
import dev.constitution.runner.label.LabelDesk;
import dev.constitution.runner.label.LabelExport;
import dev.constitution.runner.label.LabelFigures;
import dev.constitution.runner.label.LabelFiguresJson;
import dev.constitution.runner.label.LabelFiguresText;
import dev.constitution.runner.label.LabelImport;
import dev.constitution.runner.label.LabelOrder;
import dev.constitution.runner.label.PageServer;
import dev.constitution.runner.options.ExperimentFile;
import dev.constitution.runner.options.ExperimentParts;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.FaultText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution label}: what people say of a run's answers. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = "Have people compare a run's answers, blind, and see how far they and the judge agree.")
@NoPartOfRun("labels decide no answer")
final class LabelCommand implements Runnable {
    private static final String LABELS = "labels";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: serve, chat, status, import or export");
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Take labels from files, all or none. What is there already is not doubled.")
    int importFrom(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON Lines, as a report's page gives them.")
                    List<Path> files)
            throws IOException {
        try (RunStore store = RunStore.openExisting(directory)) {
            LabelImport.Result result = new LabelImport(store).from(files);
            err().println(Words.count(result.added(), "label") + " added, " + result.changed() + " changed, "
                    + result.known() + " known already");
            return ExitCode.COMPLETE.number();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Write labels as JSON Lines, or the pairs that people chose or wrote.")
    int export(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory,
            @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.") @Nullable Path out,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            defaultValue = LABELS,
                            description =
                                    "labels (default), which label import reads; or pairs in a form of constitution"
                                            + " export: native, trl, …")
                    String form)
            throws IOException {
        if (out != null) {
            RunFileGuard.requireNoneOfAnyRun(out);
        }
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(err()::println);
            LabelExport export = new LabelExport(store);
            if (form.equals(LABELS)) {
                exportLabels(export.lines(), out);
            } else {
                LabelExport.Result result = exportPairs(export, ExportCatalog.of(form, store), form, out);
                err().println(Words.count(result.written(), "line") + "; " + Words.count(result.leftOut(), "label")
                        + " without a pair of this form");
            }
            return ExitCode.COMPLETE.number();
        }
    }

    private void exportLabels(List<String> lines, @Nullable Path file) {
        err().println(Words.count(lines.size(), "label"));
        if (file == null) {
            lines.forEach(out()::println);
            out().flush();
        } else {
            LabelExport.write(lines, file);
        }
    }

    private LabelExport.Result exportPairs(LabelExport export, ExportFormat form, String name, @Nullable Path file)
            throws IOException {
        if (file == null) {
            ByteArrayOutputStream text = new ByteArrayOutputStream(); // labels are as few as people make
            RecordStream sink = new RecordStream(form, form.isCsv(), text);
            LabelExport.Result result = export.pairs(form, sink);
            var unused = sink.finish();
            out().print(text.toString(StandardCharsets.UTF_8));
            out().flush();
            return result;
        }
        List<String> faults = new ArrayList<>(FileExport.faults(form, file));
        Optional<Trainer> trainer = Trainers.named(name);
        trainer.flatMap(one -> one.fault(file)).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
        LabelExport.Result result = Target.write(file, () -> export.pairs(form, file));
        trainer.ifPresent(one -> err().println(one.sentence(List.of(file), result.hasImages())));
        return result;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show how many labels there are, by whom, and how far people and the judge agree.")
    int status(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory,
            @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"labels\": …}.") boolean json)
            throws IOException {
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(err()::println);
            LabelFigures figures = LabelFigures.of(store);
            if (json) {
                out().println(LabelFiguresJson.of(figures));
            } else {
                LabelFiguresText.print(figures, out());
            }
            out().flush();
            return ExitCode.COMPLETE.number();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Serve a page on this machine at which people compare answers, blind. Each label is in the store"
                            + " before the page says so. Ends with Ctrl-C.")
    int serve(
            @Parameters(paramLabel = "DIR", description = "The run's folder.") Path directory, @Mixin PageOptions page)
            throws IOException, InterruptedException {
        try (RunStore store = RunStore.openExisting(directory)) {
            LabelDesk desk = new LabelDesk(store, LabelOrder.byDoubt());
            if (desk.pairs() == 0) {
                throw new UsageException(directory + ": holds no two different answers to one prompt yet");
            }
            err().println(Words.count(desk.pairs(), "pair") + " of answers; Ctrl-C ends, every label is stored");
            page.serve(desk::serve, store, out());
            return ExitCode.COMPLETE.number();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Serve a page on this machine at which people say anything, get two answers under two arms of an"
                            + " experiment, blind, and go on from the one that they choose or write. Ends with Ctrl-C.")
    int chat(
            @Parameters(paramLabel = "FILE.yaml", description = "The experiment whose arms answer.") Path file,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "The conversations' folder. The same command goes on with them.")
                    Path directory,
            @Mixin PageOptions page,
            @Mixin RunOptions options)
            throws IOException, InterruptedException {
        if (options.isDryRun()) {
            throw new UsageException("what people will say cannot be estimated; leave --dry-run out");
        }
        if (options.inBatches()) {
            throw new UsageException("people wait for each answer, and a batch takes up to a day; leave --batch out");
        }
        try (ExperimentParts parts =
                new ExperimentParts(ExperimentFile.read(file).withoutJudge(), options)) {
            ChatDesk desk = ChatDesk.open(
                    directory,
                    (said, folder, id) -> parts.conversation(said, id)
                            .directory(folder)
                            .build()
                            .execute());
            err().println("Ctrl-C ends; what was said and chosen is stored");
            page.serve(desk::serve, parts, out());
            return ExitCode.COMPLETE.number();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Where a page is served. */
    @NoPartOfRun("it decides no answer")
    static final class PageOptions {
        @Option(
                names = "--port",
                paramLabel = "N",
                defaultValue = "0",
                description = "The port to listen at; default: one that is free.")
        private int port;

        @Option(
                names = "--host",
                paramLabel = "ADDRESS",
                defaultValue = "127.0.0.1",
                description =
                        "The address to listen at; default: 127.0.0.1, for browsers on this machine alone. At another one,"
                                + " whoever has the printed address can read the prompts and label, without encryption.")
        private String host;

        /** Starts a server. */
        @FunctionalInterface
        interface Serving {
            PageServer start(String host, int port) throws IOException;
        }

        /** Serves until the process is told to end, and says where. */
        void serve(Serving serving, AutoCloseable store, PrintWriter out) throws IOException, InterruptedException {
            PageServer server = serving.start(host, port);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                close(server);
                close(store);
            }));
            out.println(server.address());
            out.flush();
            new CountDownLatch(1).await(); // for ever: a signal ends the process
        }

        private static void close(AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                System.err.println(e.getMessage()); // nobody else hears of it now
            }
        }
    }
}
