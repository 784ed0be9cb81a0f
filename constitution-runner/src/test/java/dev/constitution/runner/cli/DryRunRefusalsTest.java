package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.options.OptionDefaults;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** A dry run refuses what the run refuses, in the same words, and changes nothing. */
class DryRunRefusalsTest {
    /** An option, and a value that no run can have, with what makes it of use. Flags are here where they can be misplaced. */
    private static final String BAD = """
            --prompts          ; --prompts=DIR/none.jsonl
            --prompts          ; --prompts=DIR/twice.jsonl
            --prompts          ; --prompts=DIR
            --format           ; --format=docx
            --prompt-field     ; --prompts=DIR/table.csv --prompt-field=none
            --id-field         ; --prompts=DIR/table.csv --id-field=none
            --strict           ; --prompts=DIR/unreadable.jsonl --strict
            --constitution     ; --constitution=none
            --constitution     ; --constitution=DIR/none.yaml
            --constitution     ; --constitution=DIR/faulty.yaml
            --shape            ; --shape=none
            --seed             ; --seed=none
            --method           ; --method=none
            --select           ; --select=none
            --rounds           ; --rounds=0
            --stop-after-keeps ; --stop-after-keeps=-1
            --no-critique      ; --no-critique --method=rl-cai
            --confirm          ; --confirm --method=rl-cai
            --keep-ties        ; --keep-ties
            --model            ; --model=none
            --model            ; --model=none:a
            --model            ; --model=openai-compatible:a
            --model            ; --model=openai-compatible:a@http://user:pass@127.0.0.1/v1
            --critic           ; --critic=local:DIR/none.gguf
            --reviser          ; --reviser=openai-compatible:
            --teacher          ; --teacher=SERVER
            --teacher          ; --method=contrast --teacher=openai-compatible:
            --teacher-temperature ; --teacher-temperature=1
            --teacher-temperature ; --method=contrast --teacher-temperature=-1
            --teacher-max-tokens ; --teacher-max-tokens=10
            --teacher-max-tokens ; --method=contrast --teacher-max-tokens=0
            --turns            ; --turns=3
            --turns            ; --method=interaction --turns=4
            --pairs            ; --method=reflection --pairs=2
            --judge            ; --judge=SERVER
            --judge            ; --confirm --judge=openai-compatible:a
            --temperature      ; --temperature=-1
            --max-tokens       ; --max-tokens=0
            --samples          ; --method=rl-cai --samples=1
            --temperatures     ; --method=rl-cai --temperatures=-1
            --judge-by         ; --confirm --judge-by=none
            --chain-of-thought ; --confirm --chain-of-thought=0
            --gate             ; --gate=none
            --gate             ; --gate=leak=2
            --gate             ; --gate=order
            --gate             ; --gate=unchanged=0.1 --method=reflection
            --no-gate          ; --no-gate=none
            --out              ; --out=DIR/prompts.jsonl
            --out              ; --out=DIR/prompts.jsonl/below
            --out              ; --out=DIR/other
            --out              ; --out=DIR/orphan
            --fork             ; --fork=DIR/none
            --limit            ; --limit=0
            --pairs            ; --pairs=0
            --pairs            ; --pairs=4
            --pairs            ; --pairs=3 --limit=2
            --concurrency      ; --concurrency=0
            --rpm              ; --rpm=0
            --tpm              ; --tpm=0
            --attempts         ; --attempts=0
            --timeout          ; --timeout=none
            --timeout          ; --timeout=0s
            --fail-on-error    ; --fail-on-error=2
            --batch            ; --batch --model=ollama:a
            --batch-size       ; --batch --batch-size=0
            --batch-size       ; --batch-size=5
            --batch-rest       ; --batch-rest=calls
            --batch-poll       ; --batch --batch-poll=none
            --batch-rest       ; --batch --batch-rest=none
            --prices           ; --prices=DIR/none.yaml
            --max-cost         ; --max-cost=-1
            --max-cost         ; --max-cost=1
            --max-run-tokens   ; --max-run-tokens=0
            --metrics-port     ; --metrics-port=70000
            --metrics-address  ; --metrics-address=127.0.0.1
            --metrics-address  ; --metrics-port=0 --metrics-address=no.such.host.invalid
            --config           ; --config=DIR/none.yaml
            """;

    /** Nothing that they could say is wrong. */
    private static final List<String> FLAGS =
            List.of("--drop-last-answer", "--dry-run", "--json", "--quiet", "--no-color", "--help", "--version");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private record Bad(String option, List<String> words) {
        static Bad of(String line) {
            String[] parts = line.split(";");
            return new Bad(parts[0].strip(), List.of(parts[1].strip().split(" ")));
        }
    }

    static Stream<Bad> bad() {
        return BAD.lines().map(Bad::of);
    }

    @BeforeEach
    void writeFiles() throws IOException {
        RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, 3);
        Files.writeString(folder.resolve("twice.jsonl"), "{\"id\":\"a\",\"prompt\":\"A?\"}\n".repeat(2));
        Files.writeString(folder.resolve("unreadable.jsonl"), "{\"prompt\":\"A?\"}\n{\"prompt\":5}\n");
        Files.writeString(folder.resolve("table.csv"), "prompt,other\nA?,B\n");
        Files.writeString(folder.resolve("faulty.yaml"), "id: a\nprinciple: b\n");
        Files.createDirectories(folder.resolve("orphan"));
        Files.writeString(folder.resolve("orphan/pairs.jsonl"), "{}\n");
        CommandLineHarness.run(command(List.of("--out=DIR/other", "--seed=5"))).succeeded();
    }

    /** The command, in which an option that is given twice has its last value. */
    private List<String> command(List<String> options) {
        Map<String, String> words = new LinkedHashMap<>();
        Stream.concat(Stream.of("--prompts=DIR/prompts.jsonl", "--out=DIR/out", "--model=SERVER"), options.stream())
                .map(word -> word.replace("DIR", folder.toString()).replace("SERVER", server.model()))
                .forEach(word -> words.put(word.replaceFirst("=.*", ""), word));
        List<String> command = new ArrayList<>(List.of("run"));
        command.addAll(words.values());
        return command;
    }

    @ParameterizedTest
    @MethodSource("bad")
    void dryRun_valueThatNoRunTakes_isRefusedAsByTheRun(Bad bad) throws IOException {
        List<String> command = command(bad.words());
        Map<String, String> before = FolderBytes.of(folder);
        int requests = server.requests();

        CommandLineHarness.Result dry = CommandLineHarness.run(command, "--dry-run");

        assertThat(FolderBytes.of(folder)).isEqualTo(before);
        CommandLineHarness.Result wet = CommandLineHarness.run(command);
        assertThat(server.requests()).isEqualTo(requests);
        assertThat(wet.exitCode()).as(wet.err()).isNotIn(ExitCode.COMPLETE.number(), ExitCode.FAILED_ROWS.number());
        assertThat(said(dry)).isEqualTo(said(wet));
        assertThat(dry.exitCode()).as(dry.err()).isEqualTo(wet.exitCode());
        assertThat(dry.out()).isEqualTo(wet.out()).isEmpty();
    }

    @Test
    void run_optionsOfOtherMethods_areAllNamedAtOnce() {
        List<String> command = command(List.of(
                "--method=reflection",
                "--critic=SERVER",
                "--rounds=2",
                "--no-critique",
                "--stop-after-keeps=1",
                "--teacher=SERVER",
                "--teacher-temperature=1",
                "--teacher-max-tokens=9",
                "--samples=3",
                "--temperatures=1",
                "--turns=5",
                "--confirm",
                "--judge=SERVER",
                "--judge-by=votes",
                "--keep-ties",
                "--select=all",
                "--pairs=2",
                "--gate=unchanged,order,repetition",
                "--no-gate=language",
                "--batch-size=5",
                "--batch-rest=calls"));

        String said = CommandLineHarness.run(command).ended(ExitCode.USAGE).err();

        assertThat(said.lines().filter(line -> line.contains(" is of use only ")))
                .extracting(line -> line.strip().replaceFirst(" is of use only .*", ""))
                .containsExactlyInAnyOrder(
                        "--critic",
                        "--rounds or --no-critique",
                        "--stop-after-keeps",
                        "--teacher",
                        "--teacher-temperature",
                        "--teacher-max-tokens",
                        "--samples",
                        "--temperatures",
                        "--turns",
                        "--confirm",
                        "--judge",
                        "--judge-by",
                        "--keep-ties",
                        "--select",
                        "--pairs",
                        "--gate unchanged",
                        "--gate order",
                        "--batch-size",
                        "--batch-rest");
    }

    private static String said(CommandLineHarness.Result result) {
        return result.err().replace(" --dry-run", "");
    }

    @Test
    void table_optionsOfRun_areAllThere() {
        TreeSet<String> tried = new TreeSet<>(FLAGS);
        bad().forEach(one -> tried.add(one.option()));

        assertThat(ConstitutionCommand.commandLine().getSubcommands().get("run").getCommandSpec().options().stream()
                        .map(OptionSpec::longestName))
                .allSatisfy(name -> assertThat(tried).contains("--" + OptionDefaults.key(name)));
    }
}
