package dev.constitution.runner.cli;

import dev.constitution.chat.FailureKind;
import dev.constitution.gate.GateTable;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.options.ConfigSchema;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.RunMark;
import dev.constitution.runner.options.Selection;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.StoredRows;
import dev.constitution.shape.PromptShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/reference.md} as the code says it. */
final class ReferencePage {
    private static final String HEAD = """
            # Reference
            Written from the code by `CommandDocsTest`, which also holds it to the code; not to be changed by hand. The words
            are explained in [docs](README.md).

            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private ReferencePage() {}

    /** The whole page; {@code folder} may be filled. */
    static String text(Path folder) throws IOException {
        ReferencePage reference = new ReferencePage();
        reference.commands();
        reference.options();
        reference.constitutions();
        reference.names();
        reference.gates();
        reference.formats(folder);
        return reference.page.toString().replace("\n\n\n", "\n\n");
    }

    private void commands() {
        heading("Commands");
        table("command", "does");
        commands(ConstitutionCommand.commandLine().getSubcommands())
                .forEach(command -> row(code(name(command)), sentence(command)));
        line("\nEach also takes `--help` and `--version`. What they end with: [exit codes](exit-codes.md).");
    }

    private static List<CommandSpec> commands(Map<String, CommandLine> subcommands) {
        Set<CommandSpec> all = new LinkedHashSet<>();
        for (CommandLine command : subcommands.values()) {
            all.add(command.getCommandSpec());
            all.addAll(commands(command.getSubcommands()));
        }
        return List.copyOf(all);
    }

    private void options() {
        heading("Options");
        line("""
                An option of `run` can also stand in a file, by its name without dashes, or in the environment
                ([configuration](configuration.md)). **decides** says that a folder which holds a run of another value is refused
                ([what a run is](decisions/0012-what-a-run-is.md)).
                """);
        for (CommandSpec command : commands(ConstitutionCommand.commandLine().getSubcommands())) {
            List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
            arguments.addAll(options(command));
            if (arguments.isEmpty()) {
                continue;
            }
            boolean makesRun = arguments.stream().anyMatch(ReferencePage::decides);
            line("### " + name(command));
            table(
                    makesRun
                            ? new String[] {"option", "value", "what", "decides"}
                            : new String[] {"option", "value", "what"});
            for (ArgSpec argument : arguments) {
                List<String> cells = new ArrayList<>(List.of(name(argument), value(argument), description(argument)));
                if (makesRun) {
                    cells.add(decides(argument) ? "yes" : "");
                }
                row(cells.toArray(String[]::new));
            }
            line("");
        }
    }

    /** In the order of the help. */
    private static List<OptionSpec> options(CommandSpec command) {
        return Arrays.stream(Heading.values())
                .flatMap(heading ->
                        ConfigSchema.settable(command).stream().filter(option -> Heading.of(option) == heading))
                .toList();
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName(" ").replaceFirst("constitution ", "");
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? Stream.of(option.names()).map(ReferencePage::code).collect(Collectors.joining(", "))
                        + (option.required() ? " (required)" : "")
                : "";
    }

    private static String value(ArgSpec argument) {
        boolean isFlag = argument instanceof OptionSpec option && option.arity().max() == 0;
        return isFlag ? "" : code(argument.paramLabel());
    }

    private static String description(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? ConfigSchema.description(option)
                : String.join(" ", argument.description());
    }

    private static boolean decides(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && RunMark.decided(option)
                        .filter(settings -> !settings.isEmpty())
                        .isPresent();
    }

    private static String sentence(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    private void constitutions() {
        heading("Built-in constitutions");
        table(
                "`--constitution`",
                "title",
                "principles",
                "precedence",
                "exemplars of revision, of comparison",
                "licence");
        for (Constitution set : Constitutions.builtIns()) {
            row(
                    "[`" + set.id() + "`](../principles/" + set.id() + ".yaml)",
                    set.title(),
                    set.principles().stream()
                            .map(principle -> code(principle.id()))
                            .collect(Collectors.joining(", ")),
                    set.precedence().name().toLowerCase(Locale.ROOT),
                    set.exemplars().size() + ", " + set.comparisonExemplars().size(),
                    set.licence());
        }
        line("\nHow to write one: [principles](../principles/README.md).");
    }

    private void names() {
        heading("Names that options take");
        table("option", "names");
        row("`--model` and its kin, before the colon", codes(Models.schemes()));
        row("`--select`", codes(Selection.names()));
        row(
                "`run --format`",
                codes(Stream.of(InputFormat.values()).map(InputFormat::label).toList()));
        row(
                "`judge --format`",
                codes(Stream.of(PairFormat.values()).map(PairFormat::label).toList()));
        row("`export --format`", codes(ExportCatalog.allNames()));
        row(
                "`retry --kind`",
                codes(Stream.of(FailureKind.values()).map(FailureKind::label).toList()));
        line("");
        table("`--shape`", "shows exemplars", "asks for a decision to keep or revise", "system turn");
        for (PromptShape shape : List.of(PromptShape.chat(), PromptShape.small())) {
            row(
                    code(shape.id()),
                    yes(shape.exemplars()),
                    yes(shape.decides()),
                    shape.system().orElse("none"));
        }
    }

    private void gates() {
        heading("Gates");
        table("gate", "value", "on");
        GateTable.rows()
                .forEach(gate ->
                        row(code(gate.name()), gate.value().equals("on") ? "" : gate.value(), yes(gate.isByDefault())));
        line("\nWhat each objects to, and how often wrongly: [gates](gates.md).");
    }

    private void formats(Path folder) throws IOException {
        heading("Columns of exports");
        line(
                "Fields in their order, with the types that they have in Parquet. An example of each: [formats](formats.md).\n");
        table("format", "fields");
        try (RunStore store = RunStore.open(StoredRows.write(folder, StoredRows.all()))) {
            for (String name : ExportCatalog.names()) {
                row(
                        code(name),
                        ExportCatalog.of(name, store).columns().entrySet().stream()
                                .map(column -> code(column.getKey()) + " " + column.getValue())
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    private void heading(String text) {
        line("\n## " + text);
    }

    private void table(String... heads) {
        line("| " + String.join(" | ", heads) + " |");
        line("|" + "---|".repeat(heads.length));
    }

    private void row(String... cells) {
        line("| "
                + Stream.of(cells).map(cell -> cell.strip().replace("|", "\\|")).collect(Collectors.joining(" | "))
                + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String codes(Collection<String> names) {
        return names.stream().map(ReferencePage::code).collect(Collectors.joining(", "));
    }
}
