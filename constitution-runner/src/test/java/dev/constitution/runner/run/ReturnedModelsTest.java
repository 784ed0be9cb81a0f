package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoggedLines;
import dev.constitution.runner.testing.RunFolder;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReturnedModelsTest extends ProviderFaults {
    @AutoClose
    private final LoggedLines warnings = new LoggedLines(ReturnedModels.class.getName());

    private void answerAs(String model) {
        server.answering(
                request -> Completion.of(request.ownText()).model(model).sent());
    }

    @Test
    void execute_sameNameAllTheTime_isRecordedWithoutAWarning() throws Exception {
        answerAs("m-2025-01-01");

        requirePairs(on(server).build().execute());

        assertThat(warnings.lines()).isEmpty();
        try (RunStore store = RunStore.openExisting(run.directory())) {
            Set<String> name = new TreeSet<>(Set.of("m-2025-01-01"));
            assertThat(ReturnedModels.in(store)).isEqualTo(Map.of("generator", name, "critic", name, "reviser", name));
        }
    }

    @Test
    void execute_otherNameAfterAStop_isWarnedOfOnceARole() throws Exception {
        answerAs("m-2025-01-01");
        on(server).limit(2).build().execute();
        answerAs("m-2026-06-30");

        requirePairs(on(server).concurrency(4).build().execute());

        assertThat(warnings.lines())
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).contains("m-2026-06-30", "[m-2025-01-01, m-2026-06-30]"));
        assertThat(CommandLineHarness.run("status", run.directory().toString()).out())
                .contains("answered as critic: m-2025-01-01, m-2026-06-30");
    }

    @Test
    void execute_nameOfItsOwnInEachAnswer_isRecordedWithinBounds() throws Exception {
        run = new RunFolder(folder, "many", 50);
        server.answering(request ->
                Completion.of(request.ownText()).model("m-" + request.number()).sent());

        on(server).build().execute();

        try (RunStore store = RunStore.openExisting(run.directory())) {
            assertThat(ReturnedModels.in(store).values())
                    .allSatisfy(names -> assertThat(names).hasSize(20));
        }
        run.requireSoundAndComplete(50);
    }
}
