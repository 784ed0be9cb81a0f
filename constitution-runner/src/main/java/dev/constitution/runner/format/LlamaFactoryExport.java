package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** LLaMA-Factory's ShareGPT form for ranking, and the entry of {@code dataset_info.json} that it is found by. */
final class LlamaFactoryExport extends RecordPerPair {
    private static final String TURN = "STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)";

    LlamaFactoryExport() {
        super(
                "llama-factory",
                List.of(
                        new Field<>("conversations", TURN + "[]", LlamaFactoryExport::conversation),
                        new Field<>("chosen", TURN, pair -> turn(Message.assistant(pair.chosen()))),
                        new Field<>("rejected", TURN, pair -> turn(Message.assistant(pair.rejected())))));
    }

    private static ArrayNode conversation(ExportRow pair) {
        ArrayNode conversation = TurnsJson.list();
        pair.prompt().forEach(turn -> conversation.add(turn(turn)));
        return conversation;
    }

    private static ObjectNode turn(Message turn) {
        String speaker = switch (turn.role()) {
            case SYSTEM -> "system";
            case USER -> "human";
            case ASSISTANT -> "gpt";
        };
        return TurnsJson.object().put("from", speaker).put("value", turn.content());
    }

    @Override
    public void writeBeside(List<Path> files) throws IOException {
        LlamaFactoryIndex.add(files);
    }
}
