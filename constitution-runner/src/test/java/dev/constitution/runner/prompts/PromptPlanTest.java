package dev.constitution.runner.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptPlanTest {
    @TempDir
    private Path folder;

    private static PromptPlan plan(int topics, int count) {
        return new PromptPlan(
                new PromptAims(Constitutions.resolve("cai-16"), false),
                IntStream.range(0, topics).mapToObj(i -> "topic " + i).toList(),
                count,
                PromptKind.RED_TEAM);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,7", "12,12", "12,1000", "5,333", "20,16"})
    void quotas_ofAnyCount_areEvenOverTopicsAndNearlySoOverPrinciples(int topics, int count) {
        int[] quotas = plan(topics, count).quotas();

        assertThat(Arrays.stream(quotas).sum()).isEqualTo(count);
        int[] ofTopic = new int[topics];
        int[] ofAim = new int[16];
        for (int cell = 0; cell < quotas.length; cell++) {
            ofTopic[cell / 16] += quotas[cell];
            ofAim[cell % 16] += quotas[cell];
        }
        assertThat(spread(ofTopic)).isLessThanOrEqualTo(1);
        assertThat(spread(ofAim)).isLessThanOrEqualTo(topics);
    }

    private static int spread(int[] counts) {
        return Arrays.stream(counts).max().orElseThrow()
                - Arrays.stream(counts).min().orElseThrow();
    }

    @Test
    void write_allRounds_haveUniqueIdsAndTheFirstRoundInFront() throws IOException {
        PromptPlan plan = plan(3, 100);
        Path file = folder.resolve("requests.jsonl");
        Path first = folder.resolve("first.jsonl");

        plan.write(file, PromptPlan.ROUNDS);
        plan.write(first, 1);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize((int) plan.requestsOfRound() * PromptPlan.ROUNDS);
        assertThat(lines.stream().map(line -> Json.parse(line).path("id").asText()))
                .doesNotHaveDuplicates();
        assertThat(lines.subList(0, (int) plan.requestsOfRound())).isEqualTo(Files.readAllLines(first));
    }

    @Test
    void write_topicsThatAreAlikeAsSlugs_haveIdsOfTheirOwn() throws IOException {
        PromptPlan plan = new PromptPlan(
                PromptAims.behaviours(List.of("flatters")), List.of("C", "C++", "c!"), 6, PromptKind.EVALUATION);
        Path file = folder.resolve("requests.jsonl");

        plan.write(file, 2);

        assertThat(Files.readAllLines(file).stream()
                        .map(line -> Json.parse(line).path("id").asText()))
                .hasSize(6)
                .doesNotHaveDuplicates();
    }
}
