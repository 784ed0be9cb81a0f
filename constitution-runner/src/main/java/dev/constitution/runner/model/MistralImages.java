package dev.constitution.runner.model;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;

/** Images for Mistral, whose bytes LangChain4j sends as those of a JPEG, whatever they are: in addresses that say their type. */
final class MistralImages {
    private MistralImages() {}

    static ChatRequest in(ChatRequest request) {
        return request.toBuilder()
                .messages(request.messages().stream().map(MistralImages::in).toList())
                .build();
    }

    private static ChatMessage in(ChatMessage message) {
        if (!(message instanceof UserMessage user) || user.hasSingleText()) {
            return message;
        }
        return user.toBuilder()
                .contents(user.contents().stream().map(MistralImages::in).toList())
                .build();
    }

    private static Content in(Content content) {
        if (!(content instanceof ImageContent image) || image.image().base64Data() == null) {
            return content;
        }
        String address =
                "data:" + image.image().mimeType() + ";base64," + image.image().base64Data();
        return ImageContent.from(Image.builder().url(address).build(), image.detailLevel());
    }
}
