package dev.constitution.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small real runs against the stub server; only counts are held to anything. */
@Timeout(120)
class LoadTest {
    private static final List<String> LAUNCHER = List.of(
            StubProcess.java(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.constitution.runner.cli.ConstitutionCommand");

    @TempDir
    private Path folder;

    @Test
    void run_fixedLatency_countsEveryCallOnce() throws Exception {
        Load.Result result = new Load(LAUNCHER, folder, "cai-16", 20, 4).run(StubSettings.fixed(5));

        assertThat(result.stats().requests()).isEqualTo(60);
        assertThat(result.stats().answered()).isEqualTo(60);
        assertThat(result.stats().paidTwice()).isEmpty();
        assertThat(result.stats().inFlight()).isZero();
        assertThat(result.stats().maxInFlight()).isBetween(1L, 4L);
        assertThat(result.stats().latencySeconds()).isCloseTo(60 * 0.005, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(result.client().cpuSeconds()).isPositive();
        assertThat(Files.readAllLines(folder.resolve("out/pairs.jsonl"))).hasSize(20);
    }

    @Test
    void floor_fixedLatency_isAShare() throws Exception {
        assertThat(new Load(LAUNCHER, folder, "cai-16", 20, 4).floor(StubSettings.fixed(5)))
                .isBetween(0.0, 1.0);
    }

    @Test
    void growth_fewRowsAndMore_tellsOfEachCommandAtBoth() throws Exception {
        List<Measured> measured = new Growth(LAUNCHER, folder, "cai-16").measure(4, 8);

        assertThat(measured)
                .extracting(Measured::measure)
                .filteredOn(measure -> measure.endsWith(" rows"))
                .containsExactly(
                        "run of 3 calls a row, 4 rows",
                        "run of 3 calls a row, 8 rows",
                        "start of the finished run, 4 rows",
                        "start of the finished run, 8 rows",
                        "verify, 4 rows",
                        "verify, 8 rows",
                        "status, 4 rows",
                        "status, 8 rows",
                        "export to jsonl, 4 rows",
                        "export to jsonl, 8 rows",
                        "export to parquet, 4 rows",
                        "export to parquet, 8 rows");
    }

    @Test
    void draw_faults_areTheSameForTheSameAttempt() {
        StubSettings settings = StubSettings.fixed(0).withFaults();
        Set<StubAnswer.Fate> fates = new HashSet<>();

        for (long request = 0; request < 1000; request++) {
            fates.add(StubAnswer.draw(settings, request, 1).fate());
            assertThat(StubAnswer.draw(settings, request, 1).fate())
                    .isEqualTo(StubAnswer.draw(settings, request, 1).fate());
        }
        assertThat(fates).hasSizeGreaterThan(1);
    }
}
