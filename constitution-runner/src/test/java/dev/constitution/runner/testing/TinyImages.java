package dev.constitution.runner.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images of a few pixels, made as they are needed. */
public final class TinyImages {
    private TinyImages() {}

    /** A PNG whose pixels are of this colour. */
    public static byte[] png(int rgb) {
        return written("png", rgb);
    }

    public static byte[] jpeg(int rgb) {
        return written("jpg", rgb);
    }

    public static byte[] gif(int rgb) {
        return written("gif", rgb);
    }

    /** What begins as a WebP does: nothing here looks further. */
    public static byte[] webp() {
        return "RIFF\1\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String base64(byte[] image) {
        return Base64.getEncoder().encodeToString(image);
    }

    private static byte[] written(String format, int rgb) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, rgb);
        image.setRGB(1, 1, rgb);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("nothing writes " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
