package dev.constitution.runner.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page's server whose process is really killed loses no label that it has said is stored. */
class LabelKillTest {
    private static final int PROMPTS = 40;

    @TempDir
    private Path folder;

    static Page page(ChildRun serving) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            Optional<String> address = serving.output()
                    .lines()
                    .filter(line -> line.startsWith("http://"))
                    .findFirst();
            if (address.isPresent()) {
                return new Page(URI.create(address.get()));
            }
            assertThat(serving.endsWithin(Duration.ofMillis(100)))
                    .as(serving.output())
                    .isFalse();
        }
        throw new AssertionError("no page: " + serving.output());
    }

    /** Labels until the server is gone; counts what it has confirmed. */
    private static void label(Page page, String labeller, AtomicInteger confirmed, CountDownLatch enough) {
        try {
            JsonNode next = page.answer("next", Map.of("labeller", labeller));
            while (next.has("key")) {
                next = page.answer(
                        "label",
                        Map.of("labeller", labeller, "key", next.path("key").textValue(), "choice", "first"));
                confirmed.incrementAndGet();
                enough.countDown();
            }
        } catch (IOException | InterruptedException e) {
            // killed
        }
    }

    @Test
    void serve_toldToEnd_endsAndLeavesTheFolderToOthers() throws Exception {
        Path out;
        try (LoopbackServer model = new LoopbackServer()) {
            out = new ScriptedExperiment(folder, 2, model).done().out();
        }
        ChildRun serving = ChildRun.start(folder, List.of("label", "serve", out.toString()));
        Page page = page(serving);
        String key = page.answer("next", Map.of("labeller", "Ann")).path("key").textValue();
        page.answer("label", Map.of("labeller", "Ann", "key", key, "choice", "tie"));

        serving.terminate();

        assertThat(serving.endsWithin(Duration.ofMinutes(1)))
                .as(serving.output())
                .isTrue();
        assertThat(out.resolve("run.db-wal")).as("the store was closed").isEmptyFile();
        assertThat(CommandLineHarness.run("label", "status", out.toString())
                        .succeeded()
                        .out())
                .startsWith("1 label by 1 person on 1 prompt");
    }

    @Test
    void serve_killedWhileTwoPeopleLabel_losesNothingThatWasConfirmed() throws Exception {
        Path out;
        try (LoopbackServer model = new LoopbackServer()) {
            out = new ScriptedExperiment(folder, PROMPTS, model).done().out();
        }
        AtomicInteger confirmed = new AtomicInteger();
        for (int kill = 1; kill <= 3; kill++) {
            ChildRun serving = ChildRun.start(folder, List.of("label", "serve", out.toString()));
            Page page = page(serving);
            CountDownLatch enough = new CountDownLatch(9);
            List<Thread> people = List.of("Ann", "Bob").stream()
                    .map(name -> new Thread(() -> label(page, name, confirmed, enough)))
                    .toList();
            people.forEach(Thread::start);
            assertThat(enough.await(1, TimeUnit.MINUTES)).as(serving.output()).isTrue();
            serving.kill();
            for (Thread person : people) {
                person.join();
            }
            try (RunStore store = RunStore.openExisting(out)) {
                // One of each person may be stored and not yet confirmed, at every kill.
                assertThat(StoredLabels.in(store)).hasSizeBetween(confirmed.get(), confirmed.get() + 2 * kill);
            }
            CommandLineHarness.requireSound(out, PROMPTS, PROMPTS);
        }
    }
}
