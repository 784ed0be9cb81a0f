package dev.constitution.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.model.Models;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that have their publisher before their name, and are the same without it. */
@Timeout(90)
class VertexNamesTest {
    @AutoClose
    private final LoopbackServer server = new LoopbackServer()
            .answering(request -> ServerAnswer.ok(
                    "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Answer " + request.number()
                            + ".\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":11,"
                            + "\"candidatesTokenCount\":5,\"totalTokenCount\":16}}"));

    @ParameterizedTest
    @CsvSource({
        "vertex:google/gemini-2.5-flash, vertex:gemini-2.5-flash",
        "vertex:gemini-2.5-flash, vertex:gemini-2.5-flash",
        "vertex:google/gemini-2.5-flash@https://h/v1, vertex:gemini-2.5-flash@https://h/v1",
        "vertex:anthropic/claude-sonnet-4-5@20250929, vertex:claude-sonnet-4-5@20250929",
        "vertex:meta/llama-3.3-70b-instruct-maas, vertex:meta/llama-3.3-70b-instruct-maas",
        "vertex:meta/claude-like, vertex:meta/claude-like",
        "vertex:google/claude-like, vertex:google/claude-like",
        "vertex:google/a/b, vertex:google/a/b",
        "vertex:anthropic/other, vertex:anthropic/other",
    })
    void named_publisherThatTheNameTells_isLeftOut(String given, String named) {
        assertThat(Models.naming().apply(given)).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            google/gemini-2.5-flash, gemini-2.5-flash
            gemini-2.5-flash, google/gemini-2.5-flash
            """)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
    void run_begunUnderOneSpelling_goesOnUnderTheOther(String begun, String goesOn, @TempDir Path folder)
            throws Exception {
        Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\":\"one\"}\n{\"prompt\":\"two\"}\n");
        Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2026-11-30\nmodels:\n  \"vertex:google/gemini-2.5-flash@" + server.url()
                        + "\": {input: 1, output: 1}\n");
        start(folder, begun, "--limit=1").succeeded();

        ChildRun all = start(folder, goesOn, "--max-cost=1", "--critic=vertex:" + begun + "@" + server.url())
                .succeeded();

        assertThat(server.received()).hasSize(6).allSatisfy(request -> assertThat(request.path())
                .isEqualTo("/v1/publishers/google/models/gemini-2.5-flash:generateContent"));
        Set<String> bodies = server.received().stream()
                .map(ServerRequest::body)
                .map(Object::toString)
                .collect(Collectors.toSet());
        assertThat(bodies).as("nothing is asked twice").hasSize(6);
        assertThat(all.output()).contains("cost: $0.000096 for 66 tokens in and 30 tokens out");
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl")))
                .hasLineCount(2)
                .contains("\"vertex:gemini-2.5-flash@")
                .doesNotContain("google/");
        CommandLineHarness.requireSound(folder.resolve("out"), 2, 2);
    }

    private ChildRun start(Path folder, String model, String... more) throws Exception {
        return ChildRun.start(
                folder,
                "export VERTEX_API_KEY=key; unset GOOGLE_CLOUD_PROJECT; ",
                CommandLineHarness.with(
                        List.of(
                                "run",
                                "--prompts=" + folder.resolve("p.jsonl"),
                                "--out=" + folder.resolve("out"),
                                "--prices=" + folder.resolve("prices.yaml"),
                                "--rounds=1",
                                "--model=vertex:" + model + "@" + server.url()),
                        more));
    }
}
