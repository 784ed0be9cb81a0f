package dev.constitution.local;

/**
 * Hears how the download of the embedded model goes on.
 *
 * <p>It is called by the thread that opens the model, when a source begins, a few times a second while bytes come, and once
 * when the file is in place. An exception that it throws ends the download and goes to the caller.
 */
@FunctionalInterface
public interface DownloadListener {

    void onProgress(DownloadProgress progress);
}
