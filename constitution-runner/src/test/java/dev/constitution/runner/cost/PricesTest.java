package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("p.yaml"), text);
    }

    @Test
    void builtIn_table_isDatedAndPricesOwnHardwareAtNothing() {
        Prices prices = Prices.builtIn();

        assertThat(prices.models()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(prices.of("openai:gpt-4o-mini"))
                .contains(new Price.PerToken(
                        Cost.of("0.15"), Cost.of("0.075"), Cost.of("0.15"), Cost.of("0.6"), new BigDecimal("0.5")));
        assertThat(prices.of("local:")).contains(new Price.PerRequest(Cost.ZERO));
        assertThat(prices.of("local:model.gguf")).contains(new Price.PerRequest(Cost.ZERO));
        assertThat(prices.of("ollama:llama3.2:1b@http://localhost:11434")).contains(new Price.PerRequest(Cost.ZERO));
    }

    /** By the profiles that ask all regions. */
    @Test
    void builtIn_claudeOnBedrock_costsWhatAnthropicsOwnDoes() {
        Prices prices = Prices.builtIn();
        String profiles = "bedrock:global.anthropic.";
        List<String> names = prices.models().keySet().stream()
                .filter(name -> name.startsWith("bedrock:"))
                .toList();

        assertThat(names).hasSizeGreaterThan(10).allSatisfy(name -> {
            String own = "anthropic:" + name.substring(profiles.length()).replaceFirst("-v\\d(?::\\d)?$", "");
            assertThat(name).startsWith(profiles);
            assertThat(prices.of(name)).get().isInstanceOfSatisfying(Price.PerToken.class, price -> assertThat(
                            prices.of(own))
                    .contains(new Price.PerToken(
                            price.input(),
                            price.cachedInput(),
                            price.cacheWrite(),
                            price.output(),
                            new BigDecimal("0.5"))));
        });
    }

    @Test
    void of_unknownModel_isUnknownNotNothing() {
        Prices prices = Prices.builtIn();

        assertThat(prices.of("openai:gpt-99")).isEmpty();
        assertThat(prices.of("a model without a provider")).isEmpty();
        assertThat(prices.of("openai:gpt-4o-mini@https://proxy.example/v1")).isEmpty();
        assertThat(prices.of("openai-compatible:x@http://localhost:8000/v1")).isEmpty();
    }

    @Test
    void with_ownFile_overridesAndExtendsAndKeepsTheOlderDate() throws IOException {
        Prices prices = Prices.with(file("""
                as_of: 2024-02-03
                models:
                  openai:gpt-4o-mini: {input: 9, output: 10}
                  mistral:mine: {per: million_characters, input: 0.5, output: 1}
                  "openai-compatible:": {per: request, usd: 0.001}
                """));

        assertThat(prices.asOf()).isEqualTo(LocalDate.of(2024, 2, 3));
        assertThat(prices.of("openai:gpt-4o-mini"))
                .contains(new Price.PerToken(Cost.of("9"), Cost.of("9"), Cost.of("9"), Cost.of("10")));
        assertThat(prices.of("mistral:mine")).contains(new Price.PerCharacter(Cost.of("0.5"), Cost.of("1")));
        assertThat(prices.of("openai-compatible:x@http://localhost:8000/v1"))
                .contains(new Price.PerRequest(Cost.of("0.001")));
        assertThat(prices.of("openai:gpt-4o")).isPresent();
    }

    @Test
    void with_faults_areToldAtOnceWithTheirPlaces() throws IOException {
        Path file = file("""
                as_off: 2024-02-03
                models:
                  opneai:x: {input: 1, output: 2}
                  openai:y: {inptu: 1, output: -2}
                  openai:v: {input: .nan, output: 1e9}
                  openai:u: {per: requests, usd: 1}
                  openai:z: {input: 1, output: 2}
                  openai:z: {input: 1, output: 3}
                  nonsense: {input: 1, output: 2}
                  openai:w: free
                """);

        assertThatThrownBy(() -> Prices.with(file))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(
                        "p.yaml:1:1: unknown key \"as_off\", whose content would be lost; did you mean \"as_of\"?")
                .hasMessageContaining("p.yaml:1:1: missing key \"as_of\"; add it")
                .hasMessageContaining("p.yaml:3:3: unknown provider \"opneai\"")
                .hasMessageContaining("did you mean \"openai\"?")
                .hasMessageContaining(
                        "p.yaml:4:14: unknown key \"inptu\", whose content would be lost; did you mean \"input\"?")
                .hasMessageContaining("p.yaml:4:13: missing key \"input\"; add it")
                .hasMessageContaining("p.yaml:4:32: \"output\" must be a number of US dollars such as 0.15, got \"-2\"")
                .hasMessageContaining("got \".nan\"")
                .hasMessageContaining(
                        "p.yaml:5:35: \"output\" must be a number of US dollars such as 0.15, got \"1E+9\"")
                .hasMessageContaining("p.yaml:8:3: key \"openai:z\" is given twice, first in line 7; remove one")
                .hasMessageContaining("p.yaml:6:19: unknown \"per\": \"requests\"; did you mean \"request\"?")
                .hasMessageContaining("p.yaml:9:3: \"nonsense\" names no model")
                .hasMessageContaining("p.yaml:10:13: missing key \"input\"; add it");
    }

    @Test
    void with_brokenYaml_namesThePlace() throws IOException {
        Path file = file("as_of: 2024-02-03\nmodels: {a: [}\n");

        assertThatThrownBy(() -> Prices.with(file))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("p.yaml:2:14: ")
                .hasMessageContaining("not valid YAML");
        assertThatThrownBy(() -> Prices.with(file("")))
                .hasMessageContaining("the file is empty; fill it in")
                .hasMessageContaining("missing key \"models\"");
    }
}
