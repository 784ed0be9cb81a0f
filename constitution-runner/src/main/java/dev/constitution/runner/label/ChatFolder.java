package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoredRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The folder of conversations: a run whose prompts grow by what people say. What was said is on the disk before it is answered. */
final class ChatFolder {
    private final Path directory;
    private final Path said;
    private final String id;

    private ChatFolder(Path directory, String id) {
        this.directory = directory;
        this.said = directory.resolve(RunInput.NAME);
        this.id = id;
    }

    /**
     * Opens a folder, or makes one.
     *
     * @throws UsageException if it holds another run
     */
    static ChatFolder open(Path directory) throws IOException {
        Target.folder(directory);
        SymbolicLinks.refuse(directory.resolve(RunInput.NAME));
        Optional<StoredRun> held = StoredRun.in(directory);
        Optional<String> id = held.map(run -> run.manifest().settings().values().get(RunManifest.CONVERSATION));
        if (held.isPresent() && id.isEmpty()) {
            throw new UsageException(directory + ": holds a run that is no conversation; name another folder");
        }
        ChatFolder folder =
                new ChatFolder(directory, id.orElseGet(() -> UUID.randomUUID().toString()));
        folder.cutTornLine();
        return folder;
    }

    Path directory() {
        return directory;
    }

    /** What the folder's conversations are known by, whatever is said in them. */
    String id() {
        return id;
    }

    boolean isEmpty() throws IOException {
        return !Files.exists(said) || Files.size(said) == 0;
    }

    /** All that was said. */
    PromptSource source() {
        return PromptSource.of(said).withFormat(InputFormat.JSONL);
    }

    /** Returns when what was said is on the disk. */
    void add(Dialogue dialogue, List<Message> prompt) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", dialogue.nextId());
        BlindPair.turns(json.putArray("messages"), prompt);
        json.put("conversation", dialogue.id())
                .put("turn", dialogue.number() + 1)
                .put("labeller", dialogue.labeller());
        byte[] line = (LoneSurrogates.escaped(json.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(said, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                var unused = channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A kill can leave a line half written; nobody was told that it was heard. */
    private void cutTornLine() throws IOException {
        if (isEmpty()) {
            return;
        }
        byte[] bytes = Files.readAllBytes(said);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(said, StandardOpenOption.WRITE)) {
                channel.truncate(end).force(true);
            }
        }
    }
}
