package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.EchoProvider;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing before a run's models can be asked. */
class RunModelsTest {
    private static final ModelSettings NOTHING_SET = new ModelSettings(name -> null, Duration.ofSeconds(1));

    private static RunModels of(RunModels.Opener opener, String generator, String judge) {
        return new RunModels(
                opener, new TreeMap<>(Map.of("generator", generator, "critic", generator, "judge", judge)));
    }

    @Test
    void of_severalModelsLackSomething_saysAllOnce() {
        try (RunModels models = of(spec -> Models.create(spec, NOTHING_SET), "openai:a", "anthropic:b")) {
            assertThatThrownBy(() -> models.of("generator"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("openai:a needs a key: set OPENAI_API_KEY, or OPENAI_API_KEY_FILE to the name of a file"
                            + " that holds it\nanthropic:b needs a key: set ANTHROPIC_API_KEY, or ANTHROPIC_API_KEY_FILE to"
                            + " the name of a file that holds it");
        }
    }

    @Test
    void of_oneModelLacksSomething_saysThat() {
        try (RunModels models = of(spec -> Models.create(spec, NOTHING_SET), "ollama:a", "gemini:b")) {
            assertThat(models.of("generator")).isNotNull();
            assertThatThrownBy(() -> models.of("judge"))
                    .hasMessageStartingWith("gemini:b needs a key: set GEMINI_API_KEY");
        }
    }

    @Test
    void openDry_providerOfOnesOwnFailsWithoutItsKey_leavesTheModelUnopened(@TempDir Path folder) throws Exception {
        ModelSpec spec = ModelSpec.parse("echo:m");

        ChatModel model = EchoProvider.installed(
                EchoProvider.Keyed.class,
                folder,
                () -> DryOpener.reading(NOTHING_SET).open(spec));

        assertThat(model).isInstanceOf(UnopenedModel.class);
    }

    @Test
    void openDry_keysAreNotSet_standsInForThoseThatAreNeeded() {
        DryOpener dry = DryOpener.reading(NOTHING_SET);

        assertThat(dry.open(ModelSpec.parse("openai:a"))).isNotInstanceOf(UnopenedModel.class);
        assertThat(dry.open(ModelSpec.parse("openai-compatible:a@http://localhost:1/v1")))
                .as("needs none, and is sent none")
                .isInstanceOfSatisfying(
                        dev.constitution.runner.wire.WireModel.class,
                        model -> assertThat(model.sendsKey()).isFalse());
    }
}
