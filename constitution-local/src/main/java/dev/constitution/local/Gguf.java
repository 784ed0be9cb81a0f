package dev.constitution.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The GGUF file format, as far as it can be told from a file's first bytes. */
final class Gguf {
    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

    private Gguf() {}

    /** Throws when there is no such file or it is none of this format. */
    static void check(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LocalModelException("there is no model file " + file + "; give the path of a GGUF file");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(MAGIC.length);
        } catch (IOException e) {
            throw new LocalModelException("cannot read the model file " + file + ": " + e, e);
        }
        if (!Arrays.equals(start, MAGIC)) {
            throw new LocalModelException(file + " is not a GGUF file: it does not begin with \"GGUF\"; models in other"
                    + " formats, such as safetensors, must be converted first");
        }
    }
}
