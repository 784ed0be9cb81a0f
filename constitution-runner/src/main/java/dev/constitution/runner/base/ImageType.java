package dev.constitution.runner.base;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of images that providers take, each told by the first bytes of a file. */
public enum ImageType {
    PNG("png", "image/png") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    JPEG("jpg", "image/jpeg") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "\u00ff\u00d8\u00ff");
        }
    },
    GIF("gif", "image/gif") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a");
        }
    },
    WEBP("webp", "image/webp") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP");
        }
    };

    private final String extension;
    private final String mime;

    ImageType(String extension, String mime) {
        this.extension = extension;
        this.mime = mime;
    }

    abstract boolean begins(byte[] bytes);

    /** What a file's name ends with, without the dot. */
    public String extension() {
        return extension;
    }

    /** The media type. */
    public String mime() {
        return mime;
    }

    /** The type of an image, whatever it is called; empty where it is none of these. */
    public static Optional<ImageType> of(byte[] bytes) {
        return Stream.of(values()).filter(type -> type.begins(bytes)).findFirst();
    }

    /** The type that a name says. */
    public static Optional<ImageType> ofName(String name) {
        return Stream.of(values())
                .filter(type -> name.endsWith("." + type.extension))
                .findFirst();
    }

    private static boolean has(byte[] bytes, int at, String letters) {
        byte[] sought = letters.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + sought.length) {
            return false;
        }
        for (int i = 0; i < sought.length; i++) {
            if (bytes[at + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }
}
