package dev.constitution.runner.model;

import dev.constitution.local.LocalChatModel;
import dev.langchain4j.model.chat.ChatModel;
import java.util.HashMap;
import java.util.Map;

/** Models by name, each opened once, at its first use. Used by one thread. */
public final class OpenModels implements RunModels.Opener, AutoCloseable {
    private final RunModels.Opener opener;
    private final Map<String, ChatModel> open = new HashMap<>();

    public OpenModels(RunModels.Opener opener) {
        this.opener = opener;
    }

    @Override
    public ChatModel open(ModelSpec spec) {
        return open.computeIfAbsent(spec.toString(), name -> opener.open(spec));
    }

    @Override
    public ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        return opener.identity(spec, settings);
    }

    @Override
    public void close() {
        for (ChatModel model : open.values()) {
            if (model instanceof LocalChatModel local) {
                local.close();
            }
        }
    }
}
