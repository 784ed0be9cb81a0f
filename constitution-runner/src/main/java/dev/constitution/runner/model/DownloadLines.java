package dev.constitution.runner.model;

import dev.constitution.local.DownloadListener;
import dev.constitution.local.DownloadProgress;
import java.util.Locale;
import java.util.function.Consumer;

/** A download in lines for people: when it begins, at each tenth of it, and where the file is. For one thread. */
final class DownloadLines implements DownloadListener {
    private static final int STEPS = 10;

    private final Consumer<String> lines;
    private String source = "";
    private long step;

    DownloadLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void onProgress(DownloadProgress progress) {
        if (progress.done()) {
            lines.accept("the embedded model is now at " + progress.file());
            return;
        }
        if (!source.equals(progress.source())) {
            source = progress.source();
            step = 0;
            lines.accept("fetching the embedded model " + progress.file().getFileName() + " ("
                    + megabytes(progress.totalBytes()) + " MB) with " + source + " ...");
        }
        long now = progress.bytes() * STEPS / progress.totalBytes();
        if (now > step) {
            step = now;
            lines.accept(String.format(
                    Locale.ROOT,
                    "  %3d %%, %d of %d MB",
                    100 * now / STEPS,
                    megabytes(progress.bytes()),
                    megabytes(progress.totalBytes())));
        }
    }

    private static long megabytes(long bytes) {
        return Math.round(bytes / 1e6);
    }
}
