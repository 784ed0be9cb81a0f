package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only whole processes show. */
class ProcessTest {
    @TempDir
    private Path folder;

    /** Leaves a model open and a streamed answer under way when main returns. */
    static final class LeavesModelOpen {
        private LeavesModelOpen() {}

        public static void main(String[] args) {
            LocalChatModel model = LocalChatModel.builder()
                    .modelFile(Path.of(args[0]))
                    .contexts(2)
                    .build();
            Engine engine = Engine.open(LlamaRuntime.api(), Path.of(args[0]), 1, 2048, 1);
            Thread daemon = new Thread(() -> engine.answer(Embedded.endlessTask(), new Cancellation(), text -> {}));
            daemon.setDaemon(true);
            daemon.start();
            System.out.println(model.chat("What is the capital of France?"));
        }
    }

    @Test
    void main_modelLeftOpenAndAnswering_exitsNormallyAndPrintsNothingElse() throws Exception {
        Process process = start(LeavesModelOpen.class, folder, "out", Embedded.FILE.toString());

        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(folder.resolve("out")).content().contains("Paris").hasLineCount(1);
    }

    /** Extracts and loads the native library. */
    static final class LoadsLibrary {
        private LoadsLibrary() {}

        public static void main(String[] args) {
            System.out.println(LlamaRuntime.api().llama_model_default_params().n_gpu_layers >= 0);
        }
    }

    @Test
    void main_severalProcessesWithAnEmptyCache_allLoadTheLibrary() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            processes.add(start(LoadsLibrary.class, folder.resolve("cache"), "out" + i));
        }
        for (int i = 0; i < processes.size(); i++) {
            assertThat(processes.get(i).waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("out" + i)).content().isEqualToIgnoringNewLines("true");
        }
    }

    private Process start(Class<?> main, Path cache, String output, String... arguments) throws IOException {
        return Programs.start(main, folder.resolve(output), cache, arguments);
    }
}
