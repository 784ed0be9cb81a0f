package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refused start says of the run that is in the folder: every difference once, in the words of the options. */
class OtherRunTextTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void writeInputs() throws IOException {
        Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\":\"Why?\"}\n");
        Files.writeString(
                folder.resolve("pairs.jsonl"),
                "{\"prompt\":\"Why?\",\"chosen\":\"Since it is.\",\"rejected\":\"No idea.\"}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            --no-critique          ; ``                      ; --no-critique was given, is not given
            ``                     ; --no-critique           ; --no-critique was not given, is given
            ``                     ; --drop-last-answer      ; --drop-last-answer was not given, is given
            ``                     ; --confirm               ; --confirm was not given, is given
            --confirm              ; --confirm --keep-ties   ; --keep-ties was not given, is given
            --confirm              ; ``                      ; --confirm was given, is not given
            --method=rl-cai        ; ``                      ; --method was "rl-cai", is "sl-cai"
            ``                     ; --method=rl-cai         ; --method was "sl-cai", is "rl-cai"
            ``                     ; --method=interaction    ; --method was "sl-cai", is "interaction"
            --method=interaction   ; ``                      ; --method was "interaction", is "sl-cai"
            ``                     ; --no-gate=leak          ; --gate leak was "0.3", is "off"
            --no-gate=leak         ; ``                      ; --gate leak was "off", is "0.3"
            ``                     ; --gate=refusal          ; --gate refusal was "off", is "all"
            """)
    void run_otherOption_isNamedOnceAsItIsGiven(String before, String now, String told) {
        String prompts = "--prompts=" + folder.resolve("p.jsonl");

        assertThat(differences(command("run", prompts, before), command("run", prompts, now)))
                .containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            --pairs=PAIRS             ; --pairs=PAIRS --one-order ; --one-order was not given, is given
            --pairs=PAIRS             ; --injections              ; --injections was not given, is given
            --injections              ; --pairs=PAIRS             ; --injections was given, is not given
            --pairs=PAIRS             ; --pairs=PAIRS --format=trl; --format was "auto", is "trl"
            """)
    void judge_otherOption_isNamedOnceAsItIsGiven(String before, String now, String told) {
        assertThat(differences(command("judge", before), command("judge", now))).containsExactly(told);
    }

    @Test
    void run_otherMethodWithOptionsOfItsOwn_namesThoseToo() {
        String prompts = "--prompts=" + folder.resolve("p.jsonl");

        assertThat(differences(command("run", prompts), command("run", prompts, "--method=rl-cai --samples=3")))
                .containsExactly("--method was \"sl-cai\", is \"rl-cai\"", "--samples was not given, is \"3\"");
    }

    /** A model that speaks of itself has a role of its own, and the same option. */
    @Test
    void run_otherMethodAndModel_namesBothModels() {
        String prompts = "--prompts=" + folder.resolve("p.jsonl");
        List<String> revision = command("run", prompts);
        List<String> talk = new ArrayList<>(command("run", prompts, "--method=interaction"));
        talk.set(1, "--model=" + server.model().replace("@", "-2@"));

        assertThat(differences(revision, talk))
                .containsExactly(
                        "--method was \"sl-cai\", is \"interaction\"",
                        "--model was \"%s\", is \"%s\""
                                .formatted(server.model(), server.model().replace("@", "-2@")));
    }

    private List<String> command(String name, String... options) {
        return Stream.concat(
                        Stream.of(name, "--model=" + server.model(), "--out=" + folder.resolve("out")),
                        Stream.of(options).flatMap(given -> Stream.of(given.split(" "))))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("PAIRS", folder.resolve("pairs.jsonl").toString()))
                .toList();
    }

    private static List<String> differences(List<String> before, List<String> now) {
        CommandLineHarness.run(before, "--limit=1");
        String err =
                CommandLineHarness.run(now, "--limit=1").ended(ExitCode.USAGE).err();
        assertThat(err).contains(": holds another run:\n");
        return err.lines()
                .filter(line -> line.startsWith("  ") && line.contains(" was "))
                .map(String::strip)
                .toList();
    }
}
