package dev.constitution.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.Set;

/** A part of a user's turn in Converse's form. */
final class ConverseContent {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "webp");
    private static final String IMAGE = "image/";

    private ConverseContent() {}

    static ObjectNode write(Content content) {
        ObjectNode part = Json.MAPPER.createObjectNode();
        if (content instanceof TextContent text) {
            part.put("text", text.text());
        } else if (content instanceof ImageContent image) {
            write(part.putObject("image"), image.image());
        } else {
            throw new UnsupportedFeatureException("models of bedrock: are sent texts and images, not " + content.type());
        }
        return part;
    }

    private static void write(ObjectNode json, Image image) {
        if (image.base64Data() == null) {
            throw new UnsupportedFeatureException(
                    "models of bedrock: are sent the bytes of an image, not its address; give it as a file");
        }
        String type = String.valueOf(image.mimeType());
        String format = type.startsWith(IMAGE) ? type.substring(IMAGE.length()) : "";
        if (!FORMATS.contains(format)) {
            throw new UnsupportedFeatureException(
                    "models of bedrock: are sent images of the types png, jpeg, gif and webp, not " + type);
        }
        json.put("format", format).putObject("source").put("bytes", image.base64Data());
    }
}
