package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.junit.jupiter.api.Test;

class SamplingParametersTest {
    @Test
    void overrideWith_otherParameters_keepsSeedPenaltyAndLogprobs() {
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
}
