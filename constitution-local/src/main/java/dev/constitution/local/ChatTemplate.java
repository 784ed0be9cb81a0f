package dev.constitution.local;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How turns become one text: the markup that a chat model was trained on. */
@FunctionalInterface
interface ChatTemplate {

    /** The turns' text; when {@code reply} is set, with what an assistant's reply begins with. */
    String render(List<Turn> turns, boolean reply);

    /**
     * The template that the model's file carries, as far as llama.cpp knows it (it knows common templates by their
     * marks and runs none), otherwise ChatML.
     */
    static ChatTemplate of(LlamaModel model) {
        String source = model.chatTemplate();
        if (source == null || source.isBlank()) {
            return chatMl();
        }
        ChatTemplate template = (turns, reply) -> Rendering.run(model.api, source, turns, reply);
        try {
            template.render(List.of(new Turn("user", "x")), true);
            return template;
        } catch (LocalModelException e) {
            Rendering.LOG.warn("llama.cpp does not know the chat template of this model; ChatML is used in its place");
            return chatMl();
        }
    }

    /** ChatML: each turn between {@code <|im_start|>role} and {@code <|im_end|>}. */
    static ChatTemplate chatMl() {
        return (turns, reply) -> {
            StringBuilder text = new StringBuilder();
            for (Turn turn : turns) {
                text.append("<|im_start|>").append(turn.role()).append('\n').append(turn.text());
                text.append("<|im_end|>\n");
            }
            return text.append(reply ? "<|im_start|>assistant\n" : "").toString();
        };
    }

    /** The call of {@code llama_chat_apply_template}. */
    final class Rendering {
        private static final Logger LOG = LoggerFactory.getLogger(ChatTemplate.class);

        private Rendering() {}

        private static String run(LlamaApi api, String source, List<Turn> turns, boolean reply) {
            List<Memory> strings = turns.stream()
                    .flatMap(turn -> List.of(cString(turn.role()), cString(turn.text())).stream())
                    .toList();
            Memory messages = new Memory((long) Native.POINTER_SIZE * Math.max(1, strings.size()));
            messages.write(0, strings.toArray(new Pointer[0]), 0, strings.size());
            try {
                byte[] text = new byte[4096];
                int length = api.llama_chat_apply_template(source, messages, turns.size(), reply, text, text.length);
                if (length > text.length) {
                    text = new byte[length];
                    length = api.llama_chat_apply_template(source, messages, turns.size(), reply, text, text.length);
                }
                if (length < 0) {
                    throw new LocalModelException("llama.cpp does not know the chat template of this model");
                }
                return new String(text, 0, length, StandardCharsets.UTF_8);
            } finally {
                Reference.reachabilityFence(strings);
            }
        }

        private static Memory cString(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Memory memory = new Memory(bytes.length + 1L);
            memory.write(0, bytes, 0, bytes.length);
            memory.setByte(bytes.length, (byte) 0);
            return memory;
        }
    }
}
