package dev.constitution.runner.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import org.junit.jupiter.api.Test;

/** Turns with images in the store's JSON. */
class JsonOfImagesTest {
    @Test
    void line_turnWithAnImage_isReadBackAsItWas() {
        Image file = Image.builder()
                .url("images/" + "0".repeat(64) + ".png")
                .mimeType("image/png")
                .build();
        Message turn = Message.of(UserMessage.from(
                TextContent.from("What is it?"), ImageContent.from(file, ImageContent.DetailLevel.HIGH)));

        String line = Json.line(turn);

        assertThat(Json.read(line, Message.class)).isEqualTo(turn);
        assertThat(Json.parse(line).path("content").textValue()).isEqualTo("What is it?");
    }

    @Test
    void line_textThatAMessageCarries_isTextAlone() {
        String line = Json.line(Message.of(UserMessage.from("Hello")));

        assertThat(line).isEqualTo("{\"role\":\"user\",\"content\":\"Hello\"}");
    }
}
