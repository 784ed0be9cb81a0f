package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
    private static final List<String> IDS = List.of("plain", "sourced", "civil", "brief", "kind");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path rules;

    @BeforeEach
    void write() throws IOException {
        rules = Files.writeString(folder.resolve("rules.yaml"), """
                id: rules
                principles:
                  - {id: plain, norm: A good response uses plain words.}
                  - {id: sourced, norm: A good response names its sources.}
                  - {id: civil, norm: A good response greets the user.}
                  - {id: brief, norm: A good response stops after three lines.}
                  - {id: kind, norm: A good response asks how the user feels.}
                """);
    }

    private static CommandLineHarness.Result lint(Path file, String... more) {
        return CommandLineHarness.run(CommandLineHarness.with(List.of("principles", "lint", file.toString()), more)
                .toArray(String[]::new));
    }

    @Test
    void lint_fileWithoutFault_saysSo() {
        assertThat(lint(rules, "--strict").succeeded().out()).isEqualTo("rules: 0 warnings, 0 notes on 5 principles\n");
    }

    @Test
    void lint_warningAndStrict_endsWithThree() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                id: c
                principles:
                  - {id: a, norm: A good response is honest., comparison: "Which response is more harmful?"}
                """);

        assertThat(lint(file).succeeded().out())
                .contains(file + ":3:19: note: a: the norm names traits and no behaviour; ")
                .contains(file + ":3:59: ")
                .contains("warning: a: the comparison asks for the worse answer")
                .contains("\nWhy\n  trait: ")
                .endsWith("c: 1 warning, 1 note on 1 principle\n");
        lint(file, "--strict").ended(ExitCode.FAILED_ROWS);
        JsonNode json = lint(file, "--json").succeeded().json();
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("advice").path(0).path("rule").asText()).isEqualTo("trait");
        assertThat(json.path("advice").path(0).path("severity").asText()).isEqualTo("note");
        assertThat(json.path("advice").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(json.path("advice").path(0).path("why").asText()).contains("2502.15861");
    }

    @Test
    void lint_noConstitution_isRefusedWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "id: c\nprinciples: []\n");

        assertThat(lint(file).ended(ExitCode.USAGE).err()).contains(file + ":2:");
        assertThat(lint(rules, "--experiment=" + folder.resolve("nothing"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("holds no run");
        assertThat(lint(rules, "--prompts=" + folder.resolve("nothing.txt"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("there is no such file");
    }

    /** By what the critic is asked: plain and sourced object to every second answer, civil to none, brief and kind to all. */
    private static ServerAnswer answer(ServerRequest request) {
        String last = request.lastTurn();
        if (last.contains("<revision>")) {
            boolean stays = last.contains("asks how the user feels");
            return Completion.of("<revision>" + (stays ? firstAnswer(request) : request.ownText()) + "</revision>")
                    .sent();
        } else if (last.contains("<decision>")) {
            boolean odd = firstAnswer(request).matches(".*[13579]\\.");
            boolean objects = last.contains("plain words") || last.contains("its sources")
                    ? odd
                    : !last.contains("greets the user");
            return Completion.of("So it is.\n<decision>" + (objects ? "revise" : "keep") + "</decision>")
                    .sent();
        }
        return Completion.of("It is number " + last.replaceAll("\\D", "") + ".").sent();
    }

    private static String firstAnswer(ServerRequest request) {
        return request.body().path("messages").path(1).path("content").asText();
    }

    private Path experiment() throws IOException {
        Files.writeString(
                folder.resolve("p.txt"),
                IntStream.range(0, 24)
                        .mapToObj(i -> "What is number " + i + "?\n")
                        .collect(Collectors.joining()));
        server.answering(LintCommandTest::answer);
        String arms = IDS.stream()
                .map(id -> "  %s: {constitution: rules.yaml, select: \"fixed:%s\"}%n".formatted(id, id))
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("e.yaml"), """
                prompts: p.txt
                defaults: {model: "%s", rounds: 1}
                arms:
                """.formatted(server.model()) + arms);
        Path out = folder.resolve("out");
        CommandLineHarness.run("experiment", file.toString(), "--out=" + out, "--attempts=1")
                .succeeded();
        return out;
    }

    @Test
    void lint_withAnExperiment_tellsWhatItsPrinciplesDid() throws IOException {
        Path out = experiment();
        int asked = server.requests();

        JsonNode json = lint(rules, "--experiment=" + out, "--json").succeeded().json();

        assertThat(json.path("advice").findValuesAsText("rule"))
                .containsExactly("same-decisions", "never-fired", "always-fired", "always-fired", "never-changed");
        assertThat(json.path("advice").findValuesAsText("principle"))
                .containsExactly("sourced", "civil", "brief", "kind", "kind");
        assertThat(json.path("advice").findValuesAsText("what"))
                .contains(
                        "it and \"plain\" objected to the same answers: kappa 1.00 on 24 answers",
                        "the critic objected on none of 24 prompts (95 %: at most 14 %)",
                        "no answer changed on the 24 prompts where the critic objected");
        assertThat(json.path("uses").path(0).toString())
                .isEqualTo("{\"principle\":\"plain\",\"asked\":24,\"objected\":12,\"changed\":12}");
        assertThat(lint(rules, "--experiment=" + out).succeeded().out())
                .contains("In the run, by prompt               asked   objected   changed")
                .contains("  kind                                 24         24         0")
                .doesNotContain("Of no critic");
        assertThat(server.requests()).isEqualTo(asked);
    }

    @Test
    void lint_principleRewordedSince_isLeftOutOfWhatWasMeasured() throws IOException {
        Path out = experiment();
        Files.writeString(rules, Files.readString(rules).replace("greets the user", "greets the user by name"));

        JsonNode json = lint(rules, "--experiment=" + out, "--json").succeeded().json();

        assertThat(json.path("reworded").toString()).isEqualTo("[\"civil\"]");
        assertThat(json.path("advice").findValuesAsText("rule")).doesNotContain("never-fired");
        assertThat(lint(Path.of("../principles/asimov.yaml"), "--experiment=" + out)
                        .succeeded()
                        .out())
                .contains("Not in the run, or in other words: protect-people, follow-the-user, keep-its-integrity\n");
    }
}
