package dev.constitution.spring;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.live.ConstitutionalStreamingChatModel;
import dev.constitution.live.RevisionPolicy;
import dev.constitution.principles.Constitution;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts a constitutional model in the place of each chat model that the properties name. */
final class ModelWrapping implements BeanPostProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWrapping.class);

    private final BeanFactory beans;

    /**
     * @param beans asked for the constitution only once there is a model to wrap: what is asked for before is not processed by
     *     others like this
     */
    ModelWrapping(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ConstitutionalChatModel || bean instanceof ConstitutionalStreamingChatModel) {
            return bean;
        } else if (bean instanceof ChatModel && bean instanceof StreamingChatModel) {
            LOG.warn("{} is a ChatModel and a StreamingChatModel at once, and is not wrapped", name);
        } else if (bean instanceof ChatModel model && isMeant(name)) {
            return observer()
                    .observed(ConstitutionalChatModel.of(revision(model), beans.getBean(RevisionPolicy.class)));
        } else if (bean instanceof StreamingChatModel model && isMeant(name)) {
            return observer()
                    .observed(ConstitutionalStreamingChatModel.of(
                            observer().observed(model),
                            revision(ConstitutionalStreamingChatModel.awaited(model)),
                            beans.getBean(RevisionPolicy.class)));
        }
        return bean;
    }

    private boolean isMeant(String name) {
        ConstitutionProperties properties = properties();
        return properties.beans().isEmpty() || properties.beans().contains(name);
    }

    private CritiqueRevision revision(ChatModel model) {
        CritiqueRevision.Builder revision = CritiqueRevision.builder()
                .constitution(beans.getBean(Constitution.class))
                .model(model)
                .shape(shape())
                .rounds(properties().rounds());
        beans.getBeanProvider(RevisionCustomizer.class)
                .orderedStream()
                .forEach(customizer -> customizer.customize(revision));
        observer().listen(revision);
        return revision.build();
    }

    private ModelObserver observer() {
        return beans.getBeanProvider(ModelObserver.class).getIfAvailable(ModelObserver::new);
    }

    private PromptShape shape() {
        return switch (properties().shape()) {
            case CHAT -> PromptShape.chat();
            case SMALL -> PromptShape.small();
        };
    }

    private ConstitutionProperties properties() {
        return beans.getBean(ConstitutionProperties.class);
    }
}
