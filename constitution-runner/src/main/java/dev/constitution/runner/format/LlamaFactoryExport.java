package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** LLaMA-Factory's ShareGPT form for ranking, and the entry of {@code dataset_info.json} that it is found by. */
final class LlamaFactoryExport implements RecordPerPair {
    private static final String TURN = "STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)";

    @Override
    public String name() {
        return "llama-factory";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("conversations", TURN + "[]", "chosen", TURN, "rejected", TURN);
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        ArrayNode conversation = record.putArray("conversations");
        for (Message turn : pair.prompt()) {
            conversation.add(turn(speaker(turn.role()), turn.content()));
        }
        record.set("chosen", turn(speaker(Message.Role.ASSISTANT), pair.chosen()));
        record.set("rejected", turn(speaker(Message.Role.ASSISTANT), pair.rejected()));
        return record;
    }

    private static String speaker(Message.Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER -> "human";
            case ASSISTANT -> "gpt";
        };
    }

    private static ObjectNode turn(String speaker, String text) {
        return TurnsJson.object().put("from", speaker).put("value", text);
    }

    @Override
    public void writeBeside(List<Path> files) throws IOException {
        LlamaFactoryIndex.add(files);
    }
}
