package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Images among the parts of a turn: OpenAI's {@code image_url} and {@code input_image}, Anthropic's {@code image} with its
 * {@code source}, and the {@code image} of chat templates, which names it or leaves that to the row's list.
 */
final class ImageParts {
    private static final Set<String> TYPES = Set.of("image", "image_url", "input_image");
    private static final List<String> PLACES = List.of("image", "url", "path", "image_url");
    private static final List<String> BASE64 = List.of("base64", "data");

    private ImageParts() {}

    static boolean isOne(JsonNode part) {
        return TYPES.contains(part.path("type").asText());
    }

    static boolean areIn(JsonNode content) {
        if (content.isArray()) {
            for (JsonNode part : content) {
                if (isOne(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Texts and images in their order; texts that follow one another are one. */
    static List<Content> contents(String place, JsonNode parts) throws BadRowException {
        List<Content> contents = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            if (isOne(part)) {
                addText(contents, text);
                contents.add(of(place, part));
            } else {
                JsonMessages.append(text, JsonMessages.part(place, part));
            }
        }
        addText(contents, text);
        return contents;
    }

    private static void addText(List<Content> contents, StringBuilder text) {
        if (!text.toString().isBlank()) {
            contents.add(TextContent.from(text.toString()));
        }
        text.setLength(0);
    }

    private static GivenImage of(String place, JsonNode part) throws BadRowException {
        if (part.path("type").asText().equals("image")) {
            return JsonRow.isFilled(part.path("source"))
                    ? ofSource(place, part.get("source"))
                    : ofTemplate(place, part);
        }
        JsonNode url = part.path("image_url");
        JsonNode given = url.isObject() ? url.path("url") : url;
        JsonNode detail = url.isObject() && url.has("detail") ? url.path("detail") : part.path("detail");
        return at(place, given, "\"image_url\" is {\"url\": …}, or the URL").with(detail(detail.asText()));
    }

    private static DetailLevel detail(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "low" -> DetailLevel.LOW;
            case "high" -> DetailLevel.HIGH;
            default -> DetailLevel.AUTO;
        };
    }

    private static GivenImage ofSource(String place, JsonNode source) throws BadRowException {
        String form =
                "Anthropic's \"source\" is {\"type\": \"base64\", \"media_type\": …, \"data\": …} or {\"type\": \"url\","
                        + " \"url\": …}";
        return switch (source.path("type").asText()) {
            case "base64" -> GivenImage.ofBase64(text(place, source.path("data"), form));
            case "url" -> at(place, source.path("url"), form);
            default -> throw new BadRowException(place + " has an image of unknown source; " + form);
        };
    }

    private static GivenImage ofTemplate(String place, JsonNode part) throws BadRowException {
        for (String name : PLACES) {
            if (JsonRow.isFilled(part.path(name))) {
                return listed(place, part.get(name));
            }
        }
        for (String name : BASE64) {
            if (JsonRow.isFilled(part.path(name))) {
                return GivenImage.ofBase64(text(place, part.get(name), "give its bytes in base64"));
            }
        }
        return GivenImage.NEXT;
    }

    /** An image as lists hold it: its place, or what {@code datasets} makes of an image. */
    static GivenImage listed(String place, JsonNode image) throws BadRowException {
        if (image.isObject()) {
            JsonNode bytes = image.path("bytes");
            if (JsonRow.isFilled(bytes)) {
                return GivenImage.ofBase64(text(place, bytes, "\"bytes\" is a text in base64"));
            }
            JsonNode named = JsonRow.isFilled(image.path("path")) ? image.path("path") : image.path("url");
            return at(place, named, "an image is a text, or {\"bytes\": …, \"path\": …}");
        }
        return at(place, image, "an image is a text, or {\"bytes\": …, \"path\": …}");
    }

    private static GivenImage at(String place, JsonNode given, String form) throws BadRowException {
        return GivenImage.at(text(place, given, form));
    }

    private static String text(String place, JsonNode given, String form) throws BadRowException {
        if (!given.isTextual() || given.textValue().isBlank()) {
            throw new BadRowException(
                    place + " has an image that is " + JsonMessages.kind(given) + " where a text belongs; " + form);
        }
        return given.textValue();
    }
}
