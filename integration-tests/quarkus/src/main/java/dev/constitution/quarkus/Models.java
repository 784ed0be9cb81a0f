package dev.constitution.quarkus;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.chat.ChatModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** The application's models: one that runs in the process, and the one that is injected as {@link ChatModel}. */
@Singleton
final class Models {

    /** Not a {@link ChatModel} to those who inject one, and without a proxy, which a final class cannot have. */
    @Produces
    @Singleton
    @Typed(LocalChatModel.class)
    LocalChatModel local() {
        return LocalChatModel.builder().downloadIfMissing().contexts(1).build();
    }

    void close(@Disposes LocalChatModel local) {
        local.close();
    }

    @Produces
    @ApplicationScoped
    ChatModel careful(LocalChatModel local) {
        return ConstitutionalChatModel.of(CritiqueRevision.builder()
                .constitution(Constitutions.builtIn("helpful-honest-harmless"))
                .model(local)
                .shape(PromptShape.small())
                .rounds(1)
                .build());
    }
}
