package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.CostComparison;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.display.CostComparisonJson;
import dev.constitution.runner.display.CostText;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.options.NoPartOfRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution cost}: compares what models cost in conversations and in a product. */
@Command(
        name = "cost",
        description = "Compares what models cost for conversations of short, medium and long answers (100, 250 and 500"
                + " words), and for a product.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "With q tokens a question, a tokens an answer and n rounds, a conversation has",
            "  q n (n + 1) / 2 + a n (n - 1) / 2 tokens in, since each request holds all turns before it, and",
            "  a n tokens out; a word counts 4/3 tokens and 6 characters.",
            "A product costs users x conversations a day x days x a conversation.",
            "",
            "A price file, in USD per million tokens unless \"per\" says otherwise:",
            "  as_of: 2026-11-30",
            "  models:",
            "    openai:my-model: {input: 0.15, cached_input: 0.075, output: 0.60}",
            "    mistral:by-characters: {per: million_characters, input: 0.05, output: 0.10}",
            "    \"openai-compatible:\": {per: request, usd: 0}"
        })
@NoPartOfRun("it makes no run")
final class CostCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Models to compare; all of the price table.")
    private @Nullable List<String> models;

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices of models, over the built-in ones.")
    private @Nullable Path prices;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Questions and answers a conversation. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--question-words",
            paramLabel = "N",
            defaultValue = "50",
            description = "Words a question. Default: ${DEFAULT-VALUE}.")
    private int questionWords;

    @Option(
            names = "--cached",
            description = "Earlier turns are read from the provider's cache, at its price for that.")
    private boolean cached;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Users of the product. Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(
            names = "--conversations",
            paramLabel = "N",
            defaultValue = "1",
            description = "Conversations a user and day. Default: ${DEFAULT-VALUE}.")
    private int conversations;

    @Option(names = "--days", paramLabel = "N", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"models\": [...]}.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (users < 1 || conversations < 1 || days < 1) {
            throw new UsageException("--users, --conversations and --days must be at least 1");
        }
        Prices table = prices == null ? Prices.builtIn() : Prices.with(prices);
        List<String> chosen = models == null
                ? new ArrayList<>(table.models().keySet())
                : models.stream().map(Models.naming()).toList();
        Set<String> schemes = Models.schemes();
        chosen.forEach(name -> Models.requireKnownScheme(ModelSpec.parse(name), schemes));
        CostComparison comparison = new CostComparison(table, chosen, rounds, questionWords, cached);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(comparison, table));
        } else {
            print(comparison, table, out);
        }
        out.flush();
        return ExitCode.COMPLETE.number();
    }

    private long product() {
        return Math.multiplyExact(Math.multiplyExact((long) users, conversations), days);
    }

    private void print(CostComparison comparison, Prices table, PrintWriter out) {
        CostText text = new CostText(comparison, out);
        text.conversation(rounds, cached);
        out.println();
        text.product(users, conversations, days, product());
        out.println("prices as of " + table.asOf() + ", to be checked; --prices FILE gives others");
    }

    private String json(CostComparison comparison, Prices table) {
        return CostJson.line(new CostComparisonJson(
                CostComparisonJson.VERSION,
                table.asOf().toString(),
                rounds,
                questionWords,
                cached,
                product(),
                comparison.models().stream()
                        .map(model -> CostComparisonJson.Model.of(model, comparison, product()))
                        .toList()));
    }
}
