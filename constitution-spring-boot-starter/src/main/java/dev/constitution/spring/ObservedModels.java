package dev.constitution.spring;

import dev.constitution.micrometer.ConstitutionObservations;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/** Has models observed by Micrometer: a class of its own, so that none is needed where Micrometer is not there. */
final class ObservedModels extends ModelObserver {
    private final ConstitutionObservations observations;

    ObservedModels(ConstitutionObservations observations) {
        this.observations = observations;
    }

    @Override
    void listen(CritiqueRevision.Builder revision) {
        revision.listener(observations);
    }

    @Override
    ChatModel observed(ChatModel model) {
        return observations.observed(model);
    }

    @Override
    StreamingChatModel observed(StreamingChatModel model) {
        return observations.observed(model);
    }
}
