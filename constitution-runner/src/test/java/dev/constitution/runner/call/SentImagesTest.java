package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.input.ImageFolder;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentImagesTest {
    @TempDir
    private Path run;

    private static ChatRequest request(UserMessage turn) {
        return ChatRequest.builder().messages(SystemMessage.from("s"), turn).build();
    }

    @Test
    void apply_requestThatRefersToNoImage_isTheSame() {
        ChatRequest text = request(UserMessage.from("Which colour?"));
        ChatRequest address = request(UserMessage.from(ImageContent.from("https://pictures.test/a.png")));
        SentImages images = SentImages.of(new ImageFolder(run));

        assertThat(images.apply(text)).isSameAs(text);
        assertThat(images.apply(address)).isSameAs(address);
    }

    @Test
    void apply_referenceThatTheFolderDoesNotHold_isNeverSent() {
        SentImages images = SentImages.of(new ImageFolder(run));
        String name = "images/" + "0".repeat(64) + ".png";

        ChatRequest request = request(UserMessage.from(ImageContent.from(name)));

        assertThatThrownBy(() -> images.apply(request))
                .isInstanceOf(RunStopException.class)
                .hasMessageContaining(name + ": an image of the run is missing");
    }
}
