package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedCallsTest {
    private static final ChatModel MODEL = new ChatModel() {};

    private static ModelCall call(String step, String text) {
        return new ModelCall(
                "p",
                ModelRole.GENERATOR,
                step,
                MODEL,
                ChatRequest.builder().messages(UserMessage.from(text)).build());
    }

    @Test
    void call_equalCallsAtOnce_areMadeOnceAndDifferentOnesAreNot() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        SharedCalls calls = new SharedCalls(call -> {
            int number = made.incrementAndGet();
            begun.countDown();
            ending.await();
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("answer " + number))
                    .build();
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<String> asking =
                    () -> calls.call(call("generate", "Why?")).aiMessage().text();
            Future<String> first = threads.submit(asking);
            begun.await();
            Future<String> second = threads.submit(asking);
            ending.countDown();

            assertThat(List.of(first.get(), second.get())).containsExactly("answer 1", "answer 1");
            assertThat(calls.call(call("generate", "How?")).aiMessage().text()).isEqualTo("answer 2");
            assertThat(calls.call(call("critique/1", "Why?")).aiMessage().text())
                    .isEqualTo("answer 3");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void call_thatFails_failsForAllWhoAsk() {
        AtomicInteger made = new AtomicInteger();
        SharedCalls calls = new SharedCalls(call -> {
            throw new IllegalStateException("down " + made.incrementAndGet());
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> calls.call(call("generate", "Why?"))).hasMessage("down 1");
        }
    }
}
