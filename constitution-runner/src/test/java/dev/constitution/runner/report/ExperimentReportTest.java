package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an experiment that a real command made. */
class ExperimentReportTest {
    @TempDir
    private Path folder;

    private Path experiment() throws IOException {
        Path out = folder.resolve("out");
        try (LoopbackServer server = new LoopbackServer()) {
            server.answering(request -> request.says("response-A-")
                    ? Completion.of("<verdict>A</verdict>").sent()
                    : request.ownAnswer());
            Files.writeString(folder.resolve("p.txt"), "One?\nTwo?\nThree?\n");
            Path file = Files.writeString(folder.resolve("e.yaml"), """
                    prompts: p.txt
                    judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                    baseline: plain
                    defaults: {model: "%1$s", rounds: 1}
                    arms:
                      plain: {answers: answer}
                      cai: {constitution: cai-16}
                    """.formatted(server.model()));
            CommandLineHarness.run("experiment", file.toString(), "--out=" + out, "--attempts=1")
                    .succeeded();
        }
        return out;
    }

    @Test
    void report_experiment_showsItsFiguresAndWhatToKnowOfThem() throws IOException {
        Path out = experiment();

        CommandLineHarness.run("report", out.toString()).succeeded();

        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Experiment of 2 arms: plain, cai", "Arm against arm", "cai over plain", "0 : 3 : 0")
                .contains("the judge followed the position on every prompt");
        CommandLineHarness.requireSound(out, 3, 3);
    }

    @Test
    void outline_ofAPositionBoundJudge_prefersNoArmAndSaysThatOrdersDisagree() throws IOException {
        try (RunStore store = RunStore.openExisting(experiment())) {
            OutcomeRecord record = store.outcomes(0).next();
            RowFacts facts = RowFacts.of(record, ReportRows.outline(record, StoredOutcome.of(record)));

            assertThat(facts.preferred()).isEmpty();
            assertThat(facts.flags()).isEqualTo(RowFacts.ORDERS_DISAGREE | RowFacts.CHANGED);
        }
    }
}
