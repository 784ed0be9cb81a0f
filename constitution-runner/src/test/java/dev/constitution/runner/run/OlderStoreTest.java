package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Sampling;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.shape.ExampleMarks;
import dev.constitution.shape.PromptShape;
import dev.constitution.shape.RequestTemplate;
import dev.constitution.stage.CritiqueRevision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of the version before the rooms, killed after 14 of 24 answers: a write-ahead log, an answer in the answer log, and
 * rows half done.
 */
class OlderStoreTest {
    private static final Path OLDER = Path.of("src/test/resources/dev/constitution/runner/run/older");
    private static final int ROWS = 8;
    private static final int CALLS = 3 * ROWS;
    private static final int ANSWERED = 14;

    @TempDir
    private Path folder;

    @Test
    void execute_folderOfAnOlderVersion_goesOnAskingWhatIsMissingAlone() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        for (String file : List.of("run.db", "run.db-wal", "answers-1.log", "answers-2.log")) {
            Files.copy(OLDER.resolve(file), out.resolve(file));
        }
        Constitution kind =
                Constitution.of("kind", List.of(Principle.of("kind", "Be kind."), Principle.of("true", "Be true.")));
        RequestTemplate plain = new RequestTemplate("{request}", "", Sampling.MODEL_DEFAULTS);
        PromptShape shape = new PromptShape(
                "plain",
                Optional.empty(),
                false,
                false,
                new RequestTemplate("", "", Sampling.MODEL_DEFAULTS),
                plain,
                plain,
                PromptShape.chat().comparison(),
                "",
                ExampleMarks.NONE);

        RunResult result;
        try (LoopbackServer server = new LoopbackServer()) {
            result = Run.builder()
                    .prompts(PromptSource.of(
                            Files.copy(OLDER.resolve("prompts.jsonl"), folder.resolve("prompts.jsonl"))))
                    .stage(CritiqueRevision.builder()
                            .constitution(kind)
                            .model(Models.create(
                                    ModelSpec.parse("openai-compatible:stub@" + server.url() + "/v1"),
                                    new ModelSettings(variable -> null, Duration.ofSeconds(30))))
                            .shape(shape)
                            .selector(OlderStoreTest::asDrawnThen)
                            .rounds(1)
                            .seed(7)
                            .build())
                    .directory(out)
                    .concurrency(2)
                    .provenance(new Provenance(
                            "kind",
                            kind.fingerprint(),
                            new TreeMap<>(Map.of("generator", "stub", "critic", "stub", "reviser", "stub")),
                            7))
                    .build()
                    .execute();
            assertThat(server.requests()).isEqualTo(CALLS - ANSWERED);
        }

        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(out.resolve("pairs.jsonl")).hasSameBinaryContentAs(OLDER.resolve("expected-pairs.jsonl"));
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        requireOfFormOne(out);
    }

    /** Whoever wrote the store can go on with it: its outcomes hold all their texts. */
    private static void requireOfFormOne(Path out) throws Exception {
        try (Connection connection = StoreFile.readingAlone(out.resolve(StoreFile.NAME));
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT count(*), (SELECT value FROM meta WHERE name = 'version')"
                                + " FROM outcome WHERE json_valid(json)")) {
            found.next();
            assertThat(found.getInt(1)).isEqualTo(ROWS);
            assertThat(found.getString(2)).isEqualTo("1");
        }
    }

    /** That version drew by the principles' places. */
    private static List<Principle> asDrawnThen(Constitution constitution, int round, RandomGenerator random) {
        List<Principle> all = constitution.principles();
        return List.of(all.get(random.nextInt(all.size())));
    }
}
