package dev.constitution.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.constitution.runner.cli.ConstitutionCommand;
import dev.constitution.runner.testing.CommandLineHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands of the pages are understood; those that ask no model are run, and of runs it is tried what they would ask. */
class CommandSnippetsTest {
    /** Commands that need neither a model nor a network. */
    private static final Set<String> OFFLINE =
            Set.of("principles", "completion", "cost", "status", "show", "verify", "export");

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        PageFolder.prepare();
    }

    static Stream<PageCommand> understood() {
        return PageCommand.all().stream();
    }

    @ParameterizedTest
    @MethodSource("understood")
    void command_options_exist(PageCommand command) {
        assertThat(command.unknown()).as("%s", command).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void command_whole_isUnderstood(PageCommand command) {
        assertThatCode(() -> ConstitutionCommand.commandLine().parseArgs(command.with()))
                .as("%s", command)
                .doesNotThrowAnyException();
    }

    static Stream<PageCommand> whole() {
        return understood().filter(command -> command.whole() && !command.hasPlaceholders());
    }

    @ParameterizedTest
    @MethodSource("offline")
    void command_offline_endsWell(PageCommand command) {
        requireSuccess(command, command.with());
    }

    static Stream<PageCommand> offline() {
        return whole().filter(command -> OFFLINE.contains(command.name())
                        && !command.mentions(".parquet") // its module is optional
                        && (!command.mentions("import") || command.mentions("house.md")))
                .filter(distinct());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void command_thatAsksModels_canBeTriedWithoutACall(PageCommand command) {
        PageCommand tried = command.inFreshFolder();
        requireSuccess(command, tried.mentions("--dry-run") ? tried.with() : tried.with("--dry-run"));
    }

    static Stream<PageCommand> runs() {
        return whole().filter(command ->
                        (command.name().equals("run") || command.words().contains("generate"))
                                && !command.mentions(".parquet")
                                && !command.mentions("--prompts -"))
                .filter(distinct());
    }

    private static Predicate<PageCommand> distinct() {
        List<List<String>> seen = new ArrayList<>();
        return command -> !seen.contains(command.words()) && seen.add(command.words());
    }

    private static void requireSuccess(PageCommand command, String... words) {
        CommandLineHarness.Result result = CommandLineHarness.run(words);

        assertThat(result.exitCode())
                .as("%s%n%s%s", command, result.out(), result.err())
                .isZero();
    }

    @Test
    void options_inProse_areSomeCommandsOwn() {
        Set<String> known = new TreeSet<>(List.of(
                "--no-verify", // git's
                "--gpus"));
        collect(ConstitutionCommand.commandLine(), known);

        for (Page page : Page.all()) {
            for (String span : page.spans()) {
                if (span.matches("--[a-z][a-z-]*(?:[ =].*)?")) {
                    assertThat(known).as("%s: %s", page.path(), span).contains(span.split("[ =]", 2)[0]);
                }
            }
        }
    }

    private static void collect(CommandLine command, Set<String> options) {
        command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
        command.getSubcommands().values().forEach(below -> collect(below, options));
    }
}
