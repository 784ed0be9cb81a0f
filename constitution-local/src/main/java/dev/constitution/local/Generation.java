package dev.constitution.local;

import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The making of one answer: evaluate the prompt, then draw token by token. Used once, by one thread. */
final class Generation {
    private final LlamaModel model;
    private final LlamaContext context;
    private final Task task;
    private final Cancellation cancellation;
    private final Sampler sampler;
    private final AnswerText text;
    private final List<TokenLogprobs> logprobs = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private int generated;

    Generation(LlamaModel model, LlamaContext context, Task task, Cancellation cancellation) {
        this.model = model;
        this.context = context;
        this.task = task;
        this.cancellation = cancellation;
        this.sampler = new Sampler(task.sampling());
        this.text = new AnswerText(task.stops());
    }

    Answer run(List<int[]> prompt, Consumer<String> onText) {
        int cached = context.prefill(prompt, cancellation);
        prompt.forEach(chunk -> {
            for (int token : chunk) {
                accept(token);
            }
        });
        FinishReason reason = generate(onText);
        hand(text.takeRest(), onText);
        return new Answer(text.toString(), reason, PromptEncoder.length(prompt), cached, generated, logprobsOfText());
    }

    private FinishReason generate(Consumer<String> onText) {
        while (true) {
            int token = sampler.next(context.logits());
            if (model.endsGeneration(token)) {
                return FinishReason.STOP;
            }
            generated++;
            note(token);
            boolean stopped = text.append(model.piece(token));
            hand(text.takeCertain(), onText);
            if (stopped) {
                return FinishReason.STOP;
            }
            if (generated == task.maxTokens() || context.isFull()) {
                return FinishReason.LENGTH;
            }
            accept(token);
            context.step(token, cancellation);
        }
    }

    private void accept(int token) {
        if (!model.endsGeneration(token)) {
            sampler.accept(token);
        }
    }

    private void note(int token) {
        if (task.topLogprobs() > 0) {
            // Read anew: drawing has put the penalty into the first copy.
            logprobs.add(Logprobs.of(token, context.logits(), task.topLogprobs(), model::spelling));
            offsets.add(text.length());
        }
    }

    /** Without the tokens that lie behind the place where a stop sequence cut the text. */
    private List<TokenLogprobs> logprobsOfText() {
        int kept = logprobs.size();
        while (text.isStopped() && kept > 0 && offsets.get(kept - 1) >= text.length()) {
            kept--;
        }
        return logprobs.subList(0, kept);
    }

    private static void hand(String part, Consumer<String> onText) {
        if (!part.isEmpty()) {
            onText.accept(part);
        }
    }
}
