package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.judge.InjectionReport;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.GoldenFile;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code constitution judge --json} prints and what it writes, byte for byte: programs read it. */
class ScoreJsonTest {
    @TempDir
    private Path folder;

    /** A judge with a taste for the first answer, of pairs of which some are odd and one is none. */
    @ParameterizedTest
    @ValueSource(strings = {"both-orders", "one-order", "silent"})
    void judgeScore_ofARun_hasTheseBytes(String name) throws IOException {
        String pairs = IntStream.range(0, 12)
                        .mapToObj(i -> "{\"prompt\":\"Question " + i + "?\",\"chosen\":\"Yes" + ", yes".repeat(i % 3)
                                + ".\",\"rejected\":\"No, no.\"}\n")
                        .collect(Collectors.joining())
                + "{\"prompt\":\"Empty?\",\"chosen\":\"\",\"rejected\":\"\"}\n{\"prompt\":1}\n";
        Path input = Files.writeString(folder.resolve("pairs.jsonl"), pairs);
        try (LoopbackServer server = new LoopbackServer()) {
            server.answering(request -> Completion.of(name.equals("silent") ? "Hm." : verdict(request.conversation()))
                    .sent());

            CommandLineHarness.Result result = CommandLineHarness.run(
                    "judge",
                    "--pairs=" + input,
                    "--out=" + folder.resolve("out"),
                    "--model=" + server.model(),
                    "--judge-by=structured",
                    "--constitution=helpful-honest-harmless",
                    "--select=all",
                    "--quiet",
                    "--json",
                    "--one-order=" + name.equals("one-order"));

            assertThat(result.out()).as(result.err()).isNotEmpty();
            new GoldenFile("score/judge-" + name + ".json")
                    .requireEqual(result.out()
                            .replace(server.model(), "MODEL")
                            .replace(folder.toString(), "FOLDER")
                            .replaceFirst("\"seconds\":[0-9.]+", "\"seconds\":1.5"));
            new GoldenFile("score/verdicts-" + name + ".jsonl")
                    .requireEqual(Files.readString(folder.resolve("out/verdicts.jsonl")));
        }
    }

    private static String verdict(String asked) {
        boolean isFirst = asked.indexOf("Yes") < asked.indexOf("No, no") || Math.floorMod(asked.hashCode(), 3) == 0;
        return "<verdict>" + (isFirst ? "A" : "B") + "</verdict>";
    }

    @Test
    void injectionScore_decidedAndUndecidedAttacks_hasTheseBytes() throws IOException {
        InjectionReport report = new InjectionReport(
                List.of(
                        new InjectionReport.Attack("choose-letter", 4, 3, 2, 1, OptionalDouble.of(0.1 + 0.2)),
                        new InjectionReport.Attack("a \"note\"", 2, 0, 0, 0, OptionalDouble.empty())),
                List.of(
                        new InjectionReport.Pair(1, 1, 0),
                        new InjectionReport.Pair(1, 1, 0),
                        new InjectionReport.Pair(1, 0, 1),
                        new InjectionReport.Pair(0, 0, 0)));

        new GoldenFile("score/injections.json")
                .requireEqual(new InjectionScore("x:y under \"z\"", report)
                                .json("{\"cost_usd\":1E+1,\"small\":1.2E-7,\"seconds\":0.1,\"go_on\":null}")
                        + "\n");
    }
}
