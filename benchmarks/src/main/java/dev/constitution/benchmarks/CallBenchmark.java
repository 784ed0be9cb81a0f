package dev.constitution.benchmarks;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.Checksum;
import dev.constitution.runner.wire.ChatCompletionsAnswer;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.constitution.runner.wire.ChatCompletionsRequest;
import dev.constitution.runner.wire.RawAnswer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the runner does for each call besides waiting: a request of 1.5 KB, an answer of 1 KB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {
    private static final String TEXT = "How should a careful person answer a stranger who asks about it? ";

    private final ChatRequest request = ChatRequest.builder()
            .messages(
                    UserMessage.from(TEXT.repeat(3)), AiMessage.from(TEXT.repeat(15)), UserMessage.from(TEXT.repeat(5)))
            .parameters(SamplingParameters.builder()
                    .modelName("stub")
                    .temperature(1.0)
                    .maxOutputTokens(512)
                    .seed(7L)
                    .build())
            .build();
    private final ModelCall call = new ModelCall("p17", ModelRole.GENERATOR, "generate", new Unused(), request);
    private final String body =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stub\",\"choices\":"
                    + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT.repeat(15)
                    + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":200,"
                    + "\"total_tokens\":500}}";
    private final RequestHash hash = RequestHash.of(Map.of("generator", "openai:stub"));
    private final CallRecord record = new CallRecord(
            17, 1, "p17", "critique/1", "critic", "0".repeat(64), new RawAnswer(RawAnswer.Form.HTTP, body, 200));

    /** Never called. */
    private static final class Unused implements ChatModel {}

    /** The request's body. */
    @Benchmark
    public byte[] writeRequest() {
        return ChatCompletionsRequest.write(request, ChatCompletionsModel.LengthField.MAX_TOKENS);
    }

    /** What tells whether the store has the answer to a request. */
    @Benchmark
    public String hashRequest() {
        return hash.of(call, call.role().label());
    }

    /** The answer's body as a response. */
    @Benchmark
    public ChatResponse readAnswer() {
        return ChatCompletionsAnswer.read(body);
    }

    /** What the answer took. */
    @Benchmark
    public CallUsage countTokens() {
        return CallUsage.of(request, record.raw());
    }

    /** The answer's record as it is appended to the log. */
    @Benchmark
    public byte[] logAnswer() {
        return AnswerLog.bytes(record, CallUsage.NONE);
    }

    /** The checksum of the answer's record in the store. */
    @Benchmark
    public long checksum() {
        return Checksum.of(record);
    }
}
