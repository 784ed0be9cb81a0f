package dev.constitution.benchmarks;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a wrapped model costs over its calls: one round is three calls, and the same three of the bare model stand beside it.
 * Answers of 1 KB, from a model that takes no time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WrapperBenchmark {
    private static final String TEXT = "A careful person asks first what the stranger wants, and then decides. ";

    /** How many worked examples the constitution brings. */
    @Param({"helpful-honest-harmless", "cai-16"})
    private String constitution = "";

    private final ChatModel bare = new Instant();
    private final ChatRequest request = ChatRequest.builder()
            .messages(UserMessage.from("How should a careful person answer a stranger? ".repeat(4)))
            .build();
    private ChatModel wrapped = bare;

    @org.openjdk.jmh.annotations.Setup
    public void wrap() {
        Constitution principles = Constitutions.builtIn(constitution);
        wrapped = ConstitutionalChatModel.of(bare, principles);
        ChatResponse revised = wrapped.chat(request);
        if (!revised.aiMessage().text().startsWith("It depends.")) {
            throw new IllegalStateException("not revised: " + revised);
        }
    }

    @Benchmark
    public ChatResponse wrapped() {
        return wrapped.chat(request);
    }

    @Benchmark
    public ChatResponse threeBareCalls() {
        bare.chat(request);
        bare.chat(request);
        return bare.chat(request);
    }

    /** Answers at once: a critique that objects, a revision between its tags, or an answer. */
    private static final class Instant implements ChatModel {
        private static final ChatResponse ANSWER = response(TEXT.repeat(14));
        private static final ChatResponse CRITIQUE =
                response("It says too much. ".repeat(30) + "\n<decision>revise</decision>");
        private static final ChatResponse REVISION =
                response("<revision>\nIt depends. " + TEXT.repeat(14) + "\n</revision>");

        private static ChatResponse response(String text) {
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(text))
                    .modelName("instant")
                    .tokenUsage(new TokenUsage(300, 200))
                    .finishReason(FinishReason.STOP)
                    .build();
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            List<ChatMessage> messages = request.messages();
            if (messages.size() == 1) {
                return ANSWER;
            }
            String last = ((UserMessage) messages.get(messages.size() - 1)).singleText();
            return last.contains("<decision>") ? CRITIQUE : REVISION;
        }
    }
}
