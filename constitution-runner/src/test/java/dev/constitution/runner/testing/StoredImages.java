package dev.constitution.runner.testing;

import dev.constitution.chat.Message;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A run whose prompts hold images, with their files. */
public final class StoredImages {
    /** A red square of four by four points. */
    public static final byte[] RED = png("mO4o6EBRwzEcQDzAxLBy9ItygAAAABJRU5ErkJggg==");

    /** A blue one. */
    public static final byte[] BLUE = png("mPQiLoDRwzEcQAt0hXhQUzvHwAAAABJRU5ErkJggg==");

    /** Where an image is that no file holds. */
    public static final String ADDRESS = "https://pictures.test/a.png";

    private StoredImages() {}

    private static byte[] png(String pixels) {
        return Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42" + pixels);
    }

    /** The file of an image, from the run's folder. */
    public static String name(byte[] png) {
        return "images/" + Sha256.hex(png) + ".png";
    }

    private static ImageContent image(byte[] png) {
        return ImageContent.from(
                Image.builder().url(name(png)).mimeType("image/png").build());
    }

    private static Message said(Content... contents) {
        return Message.of(UserMessage.from(List.of(contents)));
    }

    private static TextContent text(String text) {
        return TextContent.from(text);
    }

    /** Images before, between and behind texts, one by its address, one beside a text of its mark, and none. */
    public static List<OutcomeRecord> rows() {
        return List.of(
                StoredRows.talk(0, "one", List.of(said(image(RED), text("What colour is it?")))),
                StoredRows.talk(
                        1,
                        "several",
                        List.of(
                                Message.system("Be brief."),
                                said(text("Compare "), image(RED), text(" with "), image(BLUE)),
                                Message.assistant("Both are squares."),
                                said(text("And this?"), text("Look:"), image(RED)))),
                StoredRows.talk(2, "address", List.of(said(text("What is it?"), ImageContent.from(ADDRESS)))),
                StoredRows.talk(3, "mark", List.of(said(image(BLUE), text("What does <image> mean?")))),
                StoredRows.talk(
                        4,
                        "later",
                        List.of(
                                Message.user("Hello."),
                                Message.assistant("Hello, you."),
                                said(image(BLUE), text("And it?")))),
                StoredRows.question(5, "plain", "Is tea good?"));
    }

    /** Writes the run; returns its folder. */
    public static Path write(Path run) throws IOException {
        StoredRows.write(run, rows());
        Files.createDirectories(run.resolve("images"));
        for (byte[] png : List.of(RED, BLUE)) {
            Files.write(run.resolve(name(png)), png);
        }
        return run;
    }
}
