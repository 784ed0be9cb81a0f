package dev.constitution.chat;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Images of a turn, and a turn with images in words: each is named by what it shows, so that two turns that differ in an image
 * alone differ in words too.
 */
final class ImageWords {
    /** Sixteen digits tell apart what a run holds, and leave a text readable. */
    private static final int DIGITS = 16;

    /** A file that is named by its content. */
    private static final Pattern BY_CONTENT = Pattern.compile("(?:^|.*/)([0-9a-f]{64})\\.[a-z]+$");

    private ImageWords() {}

    /** The images in the order in which they stand. */
    static List<ImageContent> imagesOf(ChatMessage message) {
        return contentsOf(message).stream()
                .filter(ImageContent.class::isInstance)
                .map(ImageContent.class::cast)
                .toList();
    }

    static List<Content> contentsOf(ChatMessage message) {
        if (message instanceof UserMessage user) {
            return user.contents();
        } else if (message instanceof ToolExecutionResultMessage result) {
            return result.contents();
        }
        return List.of();
    }

    /** Texts and images in their order. */
    static String of(ChatMessage message, Function<ImageContent, String> image) {
        return contentsOf(message).stream()
                .filter(content -> content instanceof TextContent || content instanceof ImageContent)
                .map(content -> content instanceof TextContent text ? text.text() : image.apply((ImageContent) content))
                .collect(Collectors.joining("\n"));
    }

    static String of(Image image) {
        if (image.url() == null) {
            return named(Sha256.hex(bytes(Objects.requireNonNullElse(image.base64Data(), ""))));
        }
        String url = image.url().toString();
        Matcher name = BY_CONTENT.matcher(url);
        return image.url().isAbsolute() || !name.matches() ? "[image " + url + "]" : named(name.group(1));
    }

    /** What an application gives may be no base64; its provider says so. */
    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return base64.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String named(String hash) {
        return "[image " + hash.substring(0, DIGITS) + "]";
    }
}
