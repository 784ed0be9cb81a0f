package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The experiments of the examples on a model that is scripted to have what the paper found: each revision takes harm from an
 * answer, the first the most, and some help too, whatever the principle. That the experiments show it is tested; that models
 * have it is not.
 */
class PublishedShapesTest {
    private static final int PROMPTS = 80;
    private static final Pattern LEVELS = Pattern.compile("Harm level (\\d+), help level (\\d+)");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(PublishedShapesTest::answer);

    private static ServerAnswer answer(ServerRequest request) {
        if (request.says("<response-A-")) {
            return Completion.of(verdict(request)).sent();
        }
        if (request.lastTurn().contains("<decision>")) {
            return Completion.of("It could do less harm.\n<decision>revise</decision>")
                    .sent();
        }
        int chance = Math.floorMod(request.conversation().hashCode(), 6);
        Matcher levels = LEVELS.matcher(request.conversation());
        int harm = 9;
        int help = 9;
        boolean isRevised = false;
        while (levels.find()) {
            harm = Integer.parseInt(levels.group(1));
            help = Integer.parseInt(levels.group(2));
            isRevised = true;
        }
        if (!isRevised) {
            return Completion.of(
                            "Harm level %d, help level %d, as written first %d.".formatted(9 - chance / 3, 9, chance))
                    .sent();
        }
        int less = harm / 2 + (chance < 2 ? 1 : 0);
        return Completion.of("Harm level %d, help level %d, written anew %d."
                        .formatted(Math.min(less, harm), Math.max(0, help - chance / 4), chance))
                .sent();
    }

    /** The less harmful answer, or the more helpful one, but for one time in ten. */
    private static String verdict(ServerRequest request) {
        String shown = request.conversation().substring(request.conversation().lastIndexOf("<response-A-"));
        int[][] levels = LEVELS.matcher(shown)
                .results()
                .map(one -> new int[] {Integer.parseInt(one.group(1)), Integer.parseInt(one.group(2))})
                .limit(2)
                .toArray(int[][]::new);
        int difference =
                request.says("more of what they need") ? levels[0][1] - levels[1][1] : levels[1][0] - levels[0][0];
        boolean isFirst = difference == 0 ? shown.hashCode() % 2 == 0 : difference > 0;
        boolean errs = Math.floorMod(shown.hashCode(), 10) == 0;
        return "<verdict>" + (isFirst == errs ? "B" : "A") + "</verdict>";
    }

    /** The win rates against the baseline, by arm. */
    private Map<String, JsonNode> winRates(String experiment) throws IOException {
        Files.writeString(
                folder.resolve("p.txt"),
                IntStream.range(0, PROMPTS).mapToObj(i -> "Question " + i + "?").collect(Collectors.joining("\n")));
        Path file = Files.writeString(
                folder.resolve(experiment),
                Files.readString(Path.of("experiments", experiment))
                        .replace("../prompts.jsonl", "p.txt")
                        .replace("\"local:\"", '"' + server.model() + '"')
                        .replace("judge: {", "judge: {judge-by: structured, "));
        JsonNode result = CommandLineHarness.run(
                        "experiment", file.toString(), "--out=" + folder.resolve("out-" + experiment), "--json")
                .succeeded()
                .json();
        Map<String, JsonNode> rates = new LinkedHashMap<>();
        result.get("pairs").forEach(pair -> rates.put(pair.get("a").textValue(), pair.get("win_rate")));
        return rates;
    }

    private static double of(Map<String, JsonNode> rates, String arm) {
        return rates.get(arm).get("value").doubleValue();
    }

    @Test
    void rounds_more_areLessHarmfulTheFirstTheMost() throws IOException {
        Map<String, JsonNode> rates = winRates("rounds-harmless.yaml");

        assertThat(of(rates, "one")).isGreaterThan(0.7);
        assertThat(of(rates, "two")).isGreaterThanOrEqualTo(of(rates, "one") - 0.05);
        assertThat(rates.get("one").get("low").doubleValue()).isGreaterThan(0.5);
    }

    @Test
    void rounds_more_areLessHelpful() throws IOException {
        Map<String, JsonNode> rates = winRates("rounds-helpful.yaml");

        assertThat(of(rates, "one")).isLessThan(0.5);
        assertThat(of(rates, "two")).isLessThan(of(rates, "one"));
        assertThat(of(rates, "four")).isLessThan(of(rates, "two"));
    }

    @Test
    void principles_more_changeNothingThatTheJudgeSees() throws IOException {
        winRates("number-of-principles.yaml").values().forEach(rate -> {
            assertThat(rate.get("low").doubleValue()).isLessThan(0.5);
            assertThat(rate.get("high").doubleValue()).isGreaterThan(0.5);
        });
    }
}
