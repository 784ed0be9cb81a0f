package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchGuardTest {

    @Test
    void prefill_twoContextsAtOnce_givesEachItsOwnLogits() {
        LlamaModel model = LlamaModel.load(LlamaRuntime.api(), Embedded.FILE);
        PromptEncoder encoder = new PromptEncoder(model, ChatTemplate.of(model));
        List<List<int[]>> prompts = IntStream.range(0, 24)
                .mapToObj(i -> encoder.encode(
                        List.of(new Turn("user", ("The " + i + " ships sailed over the sea. ").repeat(3 + i % 7)))))
                .toList();
        List<float[]> alone = prompts.stream().map(p -> logits(model, p)).toList();

        List<float[]> together =
                prompts.parallelStream().map(p -> logits(model, p)).toList();

        assertThat(IntStream.range(0, 24).filter(i -> !Arrays.equals(alone.get(i), together.get(i))))
                .isEmpty();
        model.free();
    }

    @Test
    void of_embeddedModel_isNotNeeded() {
        assertThat(BatchGuard.of(Embedded.FILE).isNeeded()).isFalse();
    }

    @Test
    void of_unreadableHeader_isNeeded() {
        assertThat(BatchGuard.of(Path.of("pom.xml")).isNeeded()).isTrue();
    }

    private static float[] logits(LlamaModel model, List<int[]> prompt) {
        LlamaContext context = model.newContext(256, 1);
        context.prefill(prompt, new Cancellation());
        float[] logits = context.logits().clone();
        context.free();
        return logits;
    }
}
