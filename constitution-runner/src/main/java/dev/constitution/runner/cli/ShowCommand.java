package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.display.ShownRow;
import dev.constitution.runner.display.ShownRowJson;
import dev.constitution.runner.display.ShownRowText;
import dev.constitution.runner.display.TextWrap;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.store.RowFinder;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution show}: one row of a run, whole. */
@Command(
        name = "show",
        description =
                "Shows one row of a run whole: the prompt, each answer, critique, revision and verdict, how they were"
                        + " read, why the row ended as it did, and what each call took. Makes no call.",
        mixinStandardHelpOptions = true)
@NoPartOfRun("it reads a run")
final class ShowCommand implements Callable<Integer> {
    /** The launcher can tell how wide the terminal on standard output is; 0, or nothing, where there is none. */
    private static final String COLUMNS = "constitution.stdout.columns";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The row's id, or its number, from 1.")
    private @Nullable String id;

    @Option(
            names = "--row",
            paramLabel = "N",
            description = "The row's number, from 1, where ids are numbers themselves.")
    private @Nullable Long number;

    @Option(names = "--thoughts", description = "Also what the models thought before they answered.")
    private boolean thoughts;

    @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"row\": …}.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if ((id == null) == (number == null)) {
            throw new UsageException("name one row: its id or number behind the folder, or --row N");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(spec.commandLine().getErr()::println);
            RunManifest manifest = RunManifest.of(store);
            RowFinder finder = new RowFinder(store, manifest.rows());
            long row = id != null ? finder.row(id) : finder.number(number == null ? 0 : number);
            ShownRow shown = ShownRow.of(store, manifest, row, thoughts);
            if (json) {
                out.println(ShownRowJson.of(shown, thoughts));
                out.flush();
            } else {
                ShownRowText.print(shown, new TextWrap(Math.max(0, Integer.getInteger(COLUMNS, 0))), out);
            }
            return ExitCode.COMPLETE.number();
        }
    }
}
