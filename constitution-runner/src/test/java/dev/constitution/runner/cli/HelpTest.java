package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.model.Models;
import dev.constitution.runner.testing.CommandLineHarness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** How the command line explains itself. */
class HelpTest {
    private static final Pattern HEADING = Pattern.compile("([A-Z][a-z ]+):");
    private static final Pattern OPTION = Pattern.compile(" {2}(?:-\\w, | {4})(--[a-z-]+).*");

    private static String help(String command) {
        return CommandLineHarness.run(command, "--help").out();
    }

    /** The options below each heading, as they are read from top to bottom. */
    private static Map<String, List<String>> headings(String command) {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        String heading = "";
        for (String line : help(command).lines().toList()) {
            Matcher named = HEADING.matcher(line);
            Matcher option = OPTION.matcher(line);
            if (named.matches()) {
                heading = named.group(1);
            } else if (option.matches()) {
                headings.computeIfAbsent(heading, name -> new ArrayList<>()).add(option.group(1));
            }
        }
        return headings;
    }

    @Test
    void run_help_namesEveryProviderThatComesWithTheProgram() {
        String model = String.join(
                " ",
                ConstitutionCommand.commandLine()
                        .getSubcommands()
                        .get("run")
                        .getCommandSpec()
                        .findOption("--model")
                        .description());

        assertThat(Models.schemes()).allSatisfy(scheme -> assertThat(model).contains(" " + scheme + ":"));
    }

    @Test
    void run_help_listsOptionsUnderHeadings() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put(
                "Input",
                List.of("--prompts", "--format", "--prompt-field", "--id-field", "--drop-last-answer", "--strict"));
        expected.put(
                "Constitution and method",
                List.of(
                        "--constitution",
                        "--shape",
                        "--method",
                        "--select",
                        "--rounds",
                        "--stop-after-keeps",
                        "--no-critique",
                        "--turns"));
        expected.put("Models", List.of("--model", "--critic", "--reviser", "--teacher", "--judge"));
        expected.put(
                "Sampling",
                List.of(
                        "--seed",
                        "--temperature",
                        "--max-tokens",
                        "--teacher-temperature",
                        "--teacher-max-tokens",
                        "--samples",
                        "--temperatures"));
        expected.put(
                "Judging and pairs",
                List.of("--confirm", "--keep-ties", "--judge-by", "--chain-of-thought", "--gate", "--no-gate"));
        expected.put(
                "Limits and cost",
                List.of(
                        "--pairs",
                        "--limit",
                        "--concurrency",
                        "--rpm",
                        "--tpm",
                        "--attempts",
                        "--timeout",
                        "--fail-on-error",
                        "--dry-run",
                        "--prices",
                        "--max-cost",
                        "--max-run-tokens",
                        "--batch",
                        "--batch-size",
                        "--batch-poll",
                        "--batch-rest"));
        expected.put(
                "Output",
                List.of("--out", "--fork", "--json", "--quiet", "--no-color", "--metrics-port", "--metrics-address"));
        expected.put("Other", List.of("--config", "--help", "--version"));

        assertThat(headings("run")).containsExactlyEntriesOf(expected);
    }

    @Test
    void judge_help_listsOptionsUnderTheSameHeadings() {
        Map<String, List<String>> judge = headings("judge");

        assertThat(judge.keySet()).containsExactlyElementsOf(headings("run").keySet());
        assertThat(judge.get("Input"))
                .containsExactly("--pairs", "--format", "--prompt-field", "--strict", "--injections");
        assertThat(judge.get("Models")).containsExactly("--model", "--baseline");
        assertThat(judge.get("Judging and pairs")).containsExactly("--judge-by", "--chain-of-thought", "--one-order");
        assertThat(judge.get("Other")).containsExactly("--help", "--version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "judge"})
    void help_eachOption_isListedOnceInEightyColumns(String command) {
        List<String> options =
                ConstitutionCommand.commandLine().getSubcommands().get(command).getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .toList();

        assertThat(headings(command).values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(options);
        assertThat(help(command).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "judge"})
    void help_synopsis_namesTheOptionsThatAreRequired(String command) {
        List<OptionSpec> required =
                ConstitutionCommand.commandLine().getSubcommands().get(command).getCommandSpec().requiredArgs().stream()
                        .map(OptionSpec.class::cast)
                        .toList();
        String synopsis = help(command).lines().findFirst().orElseThrow();

        assertThat(synopsis).startsWith("Usage: constitution " + command + " ").endsWith(" [OPTION]...");
        assertThat(required)
                .allSatisfy(option -> assertThat(synopsis).contains(option.longestName() + "=" + option.paramLabel()));
    }

    @Test
    void export_help_hasNoHeadings() {
        assertThat(headings("export")).containsOnlyKeys("");
    }
}
