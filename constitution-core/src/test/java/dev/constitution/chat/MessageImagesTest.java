package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns with images. */
class MessageImagesTest {
    private static final String HASH = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"; // of "hi"
    private static final ImageContent DATA = ImageContent.from("aGk=", "image/png");
    private static final ImageContent FILE = ImageContent.from(
            Image.builder().url("images/" + HASH + ".png").mimeType("image/png").build());
    private static final ImageContent URL = ImageContent.from("https://pictures.test/a.png");

    private static Message turn(Content... contents) {
        return Message.of(UserMessage.from(List.of(contents)));
    }

    @Test
    void inWords_textsAndImages_standInTheirOrder() {
        Message turn = turn(TextContent.from("Compare"), FILE, TextContent.from("with"), URL, DATA);

        assertThat(turn.inWords())
                .isEqualTo("Compare\n[image 8f434346648f6b96]\nwith\n[image https://pictures.test/a.png]\n"
                        + "[image 8f434346648f6b96]");
        assertThat(turn.content()).isEqualTo("Compare\nwith");
        assertThat(turn.images()).containsExactly(FILE, URL, DATA);
        assertThat(turn.hasImages()).isTrue();
        assertThat(turn.beyondText()).isEqualTo(turn.carried());
    }

    @Test
    void inWords_noBase64_namesItAllTheSame() {
        assertThat(turn(ImageContent.from("*", "image/png")).inWords()).matches("\\[image [0-9a-f]{16}]");
        assertThat(turn(ImageContent.from("aGk", "image/png")).inWords()).matches("\\[image [0-9a-f]{16}]");
    }

    @Test
    void beyondText_textAlone_isNothing() {
        Message text = Message.of(UserMessage.from("Hello"));

        assertThat(text.hasImages()).isFalse();
        assertThat(text.images()).isEmpty();
        assertThat(text.beyondText()).isEmpty();
        assertThat(text.inWords()).isEqualTo("Hello");
        assertThat(Message.user("Hello").images()).isEmpty();
    }

    @Test
    void of_promptsThatDifferInAnImageAlone_haveIdsOfTheirOwn() {
        TextContent text = TextContent.from("What is it?");

        assertThat(Prompt.of(List.of(turn(text, DATA))).id())
                .isEqualTo(Prompt.of(List.of(turn(text, FILE))).id())
                .isNotEqualTo(Prompt.of(List.of(turn(text, URL))).id())
                .isNotEqualTo(Prompt.of(List.of(Message.user("What is it?"))).id());
    }

    @Test
    void inWords_imageThatAToolReturned_isStillShown() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("1")
                .name("camera")
                .arguments("{}")
                .build();
        Message result = Message.of(ToolExecutionResultMessage.builder()
                .id("1")
                .toolName("camera")
                .contents(List.of(TextContent.from("taken"), DATA))
                .build());

        assertThat(result.inWords()).isEqualTo("[camera returned]\ntaken\n[image 8f434346648f6b96]");
        assertThat(Message.inWords(List.of(Message.user("Look"), Message.of(AiMessage.from(call)), result)))
                .element(2)
                .isEqualTo(turn(TextContent.from("[camera returned]"), TextContent.from("taken"), DATA));
    }
}
