package dev.constitution.runner.model;

import dev.constitution.runner.base.LangChainTurn;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.model.chat.request.ChatRequest;

/** Images for Mistral, whose bytes LangChain4j sends as those of a JPEG, whatever they are: in addresses that say their type. */
final class MistralImages {
    private MistralImages() {}

    static ChatRequest in(ChatRequest request) {
        return LangChainTurn.withImages(request, MistralImages::in);
    }

    private static ImageContent in(ImageContent image) {
        if (image.image().base64Data() == null) {
            return image;
        }
        String address =
                "data:" + image.image().mimeType() + ";base64," + image.image().base64Data();
        return ImageContent.from(Image.builder().url(address).build(), image.detailLevel());
    }
}
