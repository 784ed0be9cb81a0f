package dev.constitution.spring;

import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/** Has models observed as they are wrapped; the methods of this class leave them as they are. */
class ModelObserver {

    void listen(CritiqueRevision.Builder revision) {}

    ChatModel observed(ChatModel model) {
        return model;
    }

    StreamingChatModel observed(StreamingChatModel model) {
        return model;
    }
}
