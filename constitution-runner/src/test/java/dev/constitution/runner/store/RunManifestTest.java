package dev.constitution.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunManifestTest {
    @TempDir
    private Path folder;

    @Test
    void writeTo_everythingGiven_hasTheseBytesAndIsReadBack() throws IOException {
        RunManifest manifest = new RunManifest(
                new RunSettings(
                        new TreeMap<>(Map.of("seed", "7", "input", "ab\ud800")),
                        new TreeMap<>(Map.of("wording chat", "cd"))),
                new Provenance("house", "f", new TreeMap<>(Map.of("judge", "a:b", "critic", "c:\"d\"")), -7),
                PromptSource.of(folder.resolve("p.jsonl")),
                12,
                List.of("run", "--out", "a b"),
                Optional.of("1.2.3"));
        try (RunStore store = RunStore.open(folder.resolve("run"))) {
            manifest.writeTo(store);

            new GoldenFile("store/manifest.json")
                    .requireEqual(store.meta("manifest").orElseThrow().replace(folder.toString(), "FOLDER") + "\n");
            assertThat(RunManifest.of(store)).isEqualTo(manifest);
        }
    }

    @Test
    void writeTo_standardInput_keepsWhatItsPathsWereRelativeTo() throws IOException {
        try (RunStore store = RunStore.open(folder.resolve("run"))) {
            new RunManifest(
                            new RunSettings(new TreeMap<>()),
                            new Provenance("house", "f", new TreeMap<>(), 7),
                            PromptSource.of("-"),
                            12,
                            List.of(),
                            Optional.empty())
                    .writeTo(store);

            PromptSource read = RunManifest.of(store).source();
            assertThat(read.isStandardInput()).isTrue();
            assertThat(read.relativeTo()).isEqualTo(Path.of("").toAbsolutePath());
            assertThat(read.folder()).isEqualTo(read.relativeTo());
        }
    }
}
