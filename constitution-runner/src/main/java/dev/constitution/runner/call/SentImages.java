package dev.constitution.runner.call;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.input.ImageFolder;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Puts the bytes of a run's images into requests, right before these are sent: until then, and wherever they are told apart or
 * kept, turns only name them. Thread-safe.
 */
public final class SentImages implements UnaryOperator<ChatRequest> {
    private final String folder;
    private final Kept images;

    /** The images that a run keeps. Thread-safe. */
    @FunctionalInterface
    public interface Kept {
        /**
         * The bytes of an image.
         *
         * @throws IOException where it is missing, or is another one than its name says
         */
        byte[] bytes(String name) throws IOException;
    }

    /**
     * Of a run.
     *
     * @param folder where its images are, in messages
     */
    public SentImages(String folder, Kept images) {
        this.folder = folder;
        this.images = images;
    }

    /** Of a run on this machine. */
    public static SentImages of(ImageFolder folder) {
        return new SentImages(folder.path().toString(), folder::bytes);
    }

    /**
     * The request as it is to be sent; what refers to no image is sent as it is.
     *
     * @throws RunStopException where an image is not what it was when the run began
     */
    @Override
    public ChatRequest apply(ChatRequest request) {
        return LangChainTurn.withImages(request, this::whole);
    }

    private ImageContent whole(ImageContent content) {
        Optional<String> name = ImageFolder.nameIn(content.image());
        return name.isEmpty()
                ? content
                : ImageContent.from(
                        Image.builder()
                                .base64Data(base64(name.get()))
                                .mimeType(content.image().mimeType())
                                .build(),
                        content.detailLevel());
    }

    private String base64(String name) {
        try {
            return Base64.getEncoder().encodeToString(images.bytes(name));
        } catch (IOException e) {
            throw new RunStopException(new RunStop(
                    ExitCode.CORRUPT,
                    folder + "/" + name + ": an image of the run is missing or is another one (" + e.getMessage()
                            + "); remove that file where it is there, and run the same command again with the images where"
                            + " they were"));
        }
    }
}
