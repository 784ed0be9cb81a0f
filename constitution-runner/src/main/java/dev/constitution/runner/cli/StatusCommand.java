package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.display.ShownStatus;
import dev.constitution.runner.display.ShownStatusJson;
import dev.constitution.runner.display.ShownStatusText;
import dev.constitution.runner.measure.CountedLooks;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution status}: how far a run is. */
@Command(name = "status", description = "Shows how far a run is. Makes no call.", mixinStandardHelpOptions = true)
@NoPartOfRun("it reads a run")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Option(names = "--json", description = "One JSON object: {\"version\": 2, \"rows\": …}.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(spec.commandLine().getErr()::println);
            ShownStatus status = ShownStatus.of(store, directory);
            status.experiment().ifPresent(shown -> CountedLooks.add(store));
            if (json) {
                out.println(ShownStatusJson.of(status));
            } else {
                ShownStatusText.print(status, out);
            }
            out.flush();
            return ExitCode.COMPLETE.number();
        }
    }
}
