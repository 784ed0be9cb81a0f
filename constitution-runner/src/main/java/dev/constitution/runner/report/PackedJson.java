package dev.constitution.runner.report;

import dev.constitution.runner.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A JSON value as it travels in the page: gzip, then Base64, in which no text can end the element around it. */
final class PackedJson {
    private PackedJson() {}

    static String of(Object value) {
        return ofLine(Json.line(value));
    }

    static String ofLine(String json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length() / 4 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("packing into memory failed", e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
