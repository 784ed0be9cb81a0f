package dev.constitution.runner.call;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.input.ImageFolder;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.nio.file.Files;
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
    public interface Kept {
        /** How many bytes an image has. */
        long size(String name) throws IOException;

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
        return new SentImages(folder.path().toString(), new Kept() {
            @Override
            public long size(String name) throws IOException {
                return Files.size(folder.file(name));
            }

            @Override
            public byte[] bytes(String name) throws IOException {
                return folder.bytes(name);
            }
        });
    }

    /** How many bytes a request's images have; one that is lost is told of when it is read. */
    long size(ChatRequest request) {
        long size = 0;
        for (ChatMessage message : request.messages()) {
            if (message instanceof UserMessage user && !user.hasSingleText()) {
                for (Content content : user.contents()) {
                    size += content instanceof ImageContent image
                            ? ImageFolder.nameIn(image.image()).map(this::size).orElse(0L)
                            : 0;
                }
            }
        }
        return size;
    }

    private long size(String name) {
        try {
            return images.size(name);
        } catch (IOException e) {
            return 0;
        }
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
