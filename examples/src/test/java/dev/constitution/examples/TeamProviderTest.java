package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.local.LocalChatModel;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelProviderContract;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.ProviderFixture;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract that the runner's own providers pass, and what is this one's own. */
class TeamProviderTest extends ModelProviderContract {
    TeamProviderTest() {
        super(ProviderFixture.ofCompletions(
                "team:large", Optional.of(ProviderFixture.Key.bearer("TEAM_KEY")), """
                {"model":"qwen3-large","messages":[
                 {"role":"system","content":"be brief {{x}}"},
                 {"role":"user","content":"first \\"q\\" $1"},
                 {"role":"assistant","content":"an answer"},
                 {"role":"user","content":"second"}],
                "temperature":0.5,"top_p":0.9,"max_tokens":17,"stop":["END"],"seed":42}
                """, """
                {"model":"qwen3-large","messages":[{"role":"user","content":"q"}]}
                """));
    }

    private static ModelSettings settings(Map<String, String> environment) {
        return new ModelSettings(environment::get, Duration.ofSeconds(5));
    }

    @Test
    void create_draft_isTheEmbeddedModel() {
        assertThat(Models.create("team:draft")).isInstanceOf(LocalChatModel.class);
    }

    @Test
    void create_large_isBehindTheTeamsGateway() {
        assertThat(Models.create(
                                ModelSpec.parse("team:large"),
                                settings(Map.of("TEAM_KEY", ProviderFixture.KEY, "TEAM_GATEWAY", server.url() + "/v1")))
                        .chat("q"))
                .isEqualTo("Hello.");
    }

    @Test
    void create_noGateway_namesTheVariable() {
        assertThatThrownBy(() -> Models.create(ModelSpec.parse("team:large"), settings(Map.of("TEAM_KEY", "k"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("set TEAM_GATEWAY");
    }

    @Test
    void create_unknownName_saysWhichThereAre() {
        assertThatThrownBy(() -> Models.create("team:huge"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("team:draft and team:large");
    }

    @Test
    void identity_gateway_isAPartOfTheModels() {
        ModelSpec large = ModelSpec.parse("team:large");

        assertThat(Models.identity(large, settings(Map.of("TEAM_GATEWAY", "http://one.example/v1"))))
                .isNotEqualTo(Models.identity(large, settings(Map.of("TEAM_GATEWAY", "http://two.example/v1"))));
    }
}
