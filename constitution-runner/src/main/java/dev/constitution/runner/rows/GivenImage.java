package dev.constitution.runner.rows;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent.DetailLevel;

/**
 * An image as a row gives it, among the contents of a turn, before anybody has looked for it.
 *
 * @param form what the value is
 * @param value where the image is, or its bytes
 * @param detail how closely the model is to look; {@link DetailLevel#AUTO} where the row does not say
 */
public record GivenImage(Form form, String value, DetailLevel detail) implements Content {

    /** What is given of an image. */
    public enum Form {
        /** A path, or a URL of the schemes {@code data}, {@code http}, {@code https} or {@code file}. */
        PLACE,
        /** The bytes in base64. */
        BASE64,
        /** Nothing: it is the next one of the row's own list. */
        LISTED
    }

    static final GivenImage NEXT = new GivenImage(Form.LISTED, "", DetailLevel.AUTO);

    static GivenImage at(String place) {
        return new GivenImage(Form.PLACE, place, DetailLevel.AUTO);
    }

    static GivenImage ofBase64(String bytes) {
        return new GivenImage(Form.BASE64, bytes, DetailLevel.AUTO);
    }

    GivenImage with(DetailLevel level) {
        return new GivenImage(form, value, level);
    }

    @Override
    public ContentType type() {
        return ContentType.IMAGE;
    }
}
