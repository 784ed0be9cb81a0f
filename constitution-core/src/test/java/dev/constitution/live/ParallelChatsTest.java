package dev.constitution.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.Polite;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many conversations through one model, some interrupted, some out of time. */
class ParallelChatsTest {
    private static final int CHATS = 1000;

    /** Answers what it was asked, a critic objects, a reviser puts a word in front; each takes a moment. */
    private static ChatResponse answer(ChatRequest request) {
        try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(3000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String question = ((UserMessage) request.messages().get(0)).singleText();
        return Polite.objecting(
                request,
                AiMessage.from("answer to " + question),
                "<revision>Please, answer to " + question + "</revision>");
    }

    @Test
    void chat_thousandAtOnce_mixesNothingUpAndLeavesNoThread() throws Exception {
        ExecutorService chats = Executors.newFixedThreadPool(64);
        ExecutorService calls = Executors.newCachedThreadPool();
        ChatModel model = ConstitutionalChatModel.of(
                Polite.stage(new AnsweringModel(ParallelChatsTest::answer)).build(),
                RevisionPolicy.DEFAULT.within(Duration.ofMillis(6)).on(calls));
        SplittableRandom random = new SplittableRandom(5);
        Set<String> mixedUp = ConcurrentHashMap.newKeySet();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger revised = new AtomicInteger();
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            String question = "question " + i;
            asked.add(chats.submit(() -> {
                String answer = model.chat(question);
                answered.incrementAndGet();
                if (answer.equals("Please, answer to " + question)) {
                    revised.incrementAndGet();
                } else if (!answer.equals("answer to " + question)) {
                    mixedUp.add(question + ": " + answer);
                }
            }));
            if (random.nextInt(4) == 0) {
                asked.get(random.nextInt(asked.size())).cancel(true);
            }
        }
        for (Future<?> one : asked) {
            await(one);
        }
        chats.shutdown();
        calls.shutdown();

        assertThat(mixedUp).isEmpty();
        assertThat(answered.get()).isBetween(CHATS / 2, CHATS - 1);
        assertThat(revised.get()).isBetween(1, answered.get() - 1);
        // Each ends only when none of its threads has anything left to do.
        assertThat(chats.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(calls.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(Future<?> one) throws InterruptedException, TimeoutException, ExecutionException {
        if (!one.isCancelled()) {
            one.get(60, TimeUnit.SECONDS);
        }
    }
}
