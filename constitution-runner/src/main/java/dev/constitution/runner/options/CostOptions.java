package dev.constitution.runner.options;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.display.DryRunJson;
import dev.constitution.runner.display.DryRunText;
import dev.constitution.runner.model.DryOpener;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.run.DryRun;
import dev.constitution.runner.run.DryRunReport;
import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run that say what it may cost. */
@UnderHeading(Heading.LIMITS)
@NoPartOfRun("it bounds or shows what a run takes, and a run that was stopped goes on")
public final class CostOptions {
    @Option(
            names = "--dry-run",
            fallbackValue = "true",
            description = "Make no call: show the requests of the first 3 rows, and estimate calls, tokens and cost.")
    private boolean dryRun;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Prices of models, over the built-in ones; see: constitution cost --help.")
    private @Nullable Path prices;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description = "Stop before the run, all its starts together, costs more than this.")
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--max-run-tokens",
            paramLabel = "N",
            description = "Stop before the run, all its starts together, takes more tokens, in and out, than this."
                    + " --max-tokens bounds a single answer.")
    private @Nullable Long maxRunTokens;

    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * The bounds and prices for models by role.
     *
     * @throws UsageException with what is wrong with the options
     * @throws FaultyFileException with what is wrong with the price file
     */
    public RunCost runCost(SortedMap<String, String> models) {
        return new RunCost(
                prices == null ? Prices.builtIn() : Prices.with(prices),
                models,
                Optional.ofNullable(maxCost).map(CostOptions::bound),
                maxRunTokens == null ? OptionalLong.empty() : OptionalLong.of(maxRunTokens));
    }

    private static Cost bound(BigDecimal usd) {
        try {
            return new Cost(usd);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--max-cost: " + e.getMessage(), e);
        }
    }

    /** What makes a run's models: none that can be asked in a dry run. */
    public RunModels.Opener opener(ModelSettings settings) {
        return dryRun ? DryOpener.unopened(settings) : spec -> Models.create(spec, settings);
    }

    /**
     * The same for a dry run that reads what a folder holds: a server's answers are read by their model, which is not asked.
     */
    public RunModels.Opener reader(ModelSettings settings) {
        return dryRun ? DryOpener.reading(settings) : opener(settings);
    }

    /** Goes through the run without a call, and prints what it would take. */
    public int print(DryRun run, boolean json, PrintWriter out) throws IOException, InterruptedException {
        DryRunReport report = run.execute();
        if (json) {
            out.println(DryRunJson.of(report));
            out.flush();
        } else {
            DryRunText.print(report, out);
        }
        return ExitCode.COMPLETE.number();
    }
}
