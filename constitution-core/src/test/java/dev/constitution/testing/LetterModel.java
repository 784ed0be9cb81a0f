package dev.constitution.testing;

import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A judge model whose preference is a function of the two answers it is shown: with log-probabilities where they are asked
 * for, otherwise with a letter or a closing tag drawn by the request's seed.
 */
public final class LetterModel implements ChatModel {

    /** Two answers as they stand in a request. */
    public record Shown(String a, String b) {
        private static final Pattern ANSWERS = Pattern.compile(
                "<response-A-(\\w+)>\\n(.*?)\\n</response-A-\\1>\\s*<response-B-\\1>\\n(.*?)\\n</response-B-\\1>",
                Pattern.DOTALL);

        static Shown in(ChatRequest request) {
            String asked =
                    ((UserMessage) request.messages().get(request.messages().size() - 1)).singleText();
            Matcher answers = ANSWERS.matcher(asked);
            if (!answers.find()) {
                throw new AssertionError("no answers in: " + asked);
            }
            return new Shown(answers.group(2), answers.group(3));
        }
    }

    private static final class Metadata extends ChatResponseMetadata implements LogprobMetadata {
        private final List<TokenLogprobs> logprobs;

        Metadata(List<TokenLogprobs> logprobs) {
            super(ChatResponseMetadata.builder().modelName("letters-1"));
            this.logprobs = logprobs;
        }

        @Override
        public List<TokenLogprobs> logprobs() {
            return logprobs;
        }
    }

    private final ToDoubleFunction<Shown> preferenceForA;
    private final boolean givesLogprobs;
    private final AtomicInteger calls = new AtomicInteger();

    public LetterModel(boolean givesLogprobs, ToDoubleFunction<Shown> preferenceForA) {
        this.givesLogprobs = givesLogprobs;
        this.preferenceForA = preferenceForA;
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        calls.incrementAndGet();
        double a = preferenceForA.applyAsDouble(Shown.in(request));
        SamplingParameters sampling = (SamplingParameters) request.parameters();
        Long seed = sampling.seed();
        String letter = (seed == null ? 0 : seed % 1000) < 1000 * a ? "A" : "B";
        String asked = ((UserMessage) request.messages().get(request.messages().size() - 1)).singleText();
        boolean tag = asked.substring(asked.lastIndexOf('\n')).contains("</verdict>");
        ChatResponse.Builder response =
                ChatResponse.builder().aiMessage(AiMessage.from(tag ? "<verdict>" + letter + "</verdict>" : letter));
        if (!givesLogprobs || sampling.topLogprobs() == null) {
            return response.build();
        }
        TokenLogprobs token = new TokenLogprobs(
                letter,
                Math.log(letter.equals("A") ? a : 1 - a),
                List.of(new Candidate("A", Math.log(a)), new Candidate("B", Math.log(1 - a))));
        return response.metadata(new Metadata(List.of(token))).build();
    }
}
