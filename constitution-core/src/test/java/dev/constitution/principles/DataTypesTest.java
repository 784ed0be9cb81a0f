package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.chat.Usage;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataTypesTest {

    @Test
    void prompt_badTurns_namesAllFaultsAtOnce() {
        List<Message> turns =
                List.of(Message.user("a"), Message.user(" "), Message.system("s"), Message.assistant("b"));

        assertThat(Prompt.faultsOf(turns))
                .hasSize(4)
                .anyMatch(fault -> fault.contains("turn 2 is user where assistant was expected"))
                .anyMatch(fault -> fault.contains("turn 2 (user) is blank"))
                .anyMatch(fault -> fault.contains("turn 3 is a system turn"))
                .anyMatch(fault -> fault.contains("must end with a user turn, ends with assistant"));
        assertThatThrownBy(() -> Prompt.of("x", turns)).hasMessageContaining("prompt \"x\"");
        assertThatThrownBy(() -> Prompt.of("x", List.of())).hasMessageContaining("is empty");
    }

    @Test
    void constitution_duplicateIds_areRefused() {
        Principle p = Principle.of("a", "Be kind.");

        assertThatThrownBy(() -> Constitution.of("c", List.of(p, p))).hasMessageContaining("two principles \"a\"");
        assertThatThrownBy(() -> Constitution.of("c", List.of())).hasMessageContaining("no principle");
    }

    @Test
    void fingerprint_changesWithWhatIsSent_andNotWithTitles() {
        Principle p = Principle.of("a", "Be kind.");
        Principle renamed = new Principle(
                "a", "other", p.norm(), p.critiqueRequest(), p.revisionRequest(), p.comparison(), 1, List.of("tag"));
        Constitution base = Constitution.of("c", List.of(p));

        assertThat(base.fingerprint())
                .hasSize(64)
                .isEqualTo(Constitution.of("d", List.of(renamed)).fingerprint())
                .isNotEqualTo(Constitution.of("c", List.of(Principle.of("a", "Be kind!")))
                        .fingerprint());
    }

    @Test
    void sampling_outOfRange_saysTheRangeAndTheValue() {
        assertThatThrownBy(() -> Sampling.MODEL_DEFAULTS.withTemperature(Double.NaN))
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> Sampling.MODEL_DEFAULTS.withMaxTokens(0)).hasMessageContaining("at least 1, got 0");
    }

    @Test
    void samplingParameters_mergedEitherWay_keepSeedPenaltyAndLogprobs() {
        SamplingParameters own = SamplingParameters.builder()
                .seed(7L)
                .repeatPenalty(1.1)
                .topLogprobs(5)
                .build();
        ChatRequestParameters plain =
                ChatRequestParameters.builder().temperature(0.5).build();

        assertThat(own.overrideWith(plain).seed()).isEqualTo(7L);
        assertThat(own.overrideWith(plain).temperature()).isEqualTo(0.5);
        assertThat(own.defaultedBy(plain).repeatPenalty()).isEqualTo(1.1);
        assertThat(own.overrideWith(SamplingParameters.builder().seed(8L).build())
                        .seed())
                .isEqualTo(8L);
        assertThat(own.overrideWith(plain).topLogprobs()).isEqualTo(5);
    }

    @Test
    void revised_equalSides_cannotExist() {
        Reply reply = new Reply("generate", "same", Optional.empty(), Optional.empty(), Usage.UNKNOWN);

        assertThatThrownBy(() -> new Outcome.Revised(
                        Prompt.of("p", "q"), new Trace.OfRevision(Optional.of(reply), List.of()), "same"))
                .hasMessageContaining("differ");
    }

    @Test
    void principle_weightNotANumber_isRefused() {
        assertThatThrownBy(() -> new Principle("a", "a", "n", "c", "r", "x", Double.NaN, List.of()))
                .hasMessageContaining("got NaN");
    }
}
