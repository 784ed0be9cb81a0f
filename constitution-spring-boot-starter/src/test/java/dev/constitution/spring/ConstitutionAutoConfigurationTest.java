package dev.constitution.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.live.ConstitutionalChatResponse;
import dev.constitution.live.ConstitutionalStreamingChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.StreamedAnswer;
import dev.constitution.testing.StreamedModel;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.spring.LangChain4jAutoConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ConstitutionAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConstitutionAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    static class OneModel {
        @Bean
        AnsweringModel answering() {
            return AnsweringModel.wanting("Please", "Close the door.");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoModels {
        @Bean
        ChatModel first() {
            return AnsweringModel.wanting("Please", "Close the door.");
        }

        @Bean
        ChatModel second() {
            return AnsweringModel.wanting("Please", "Close the door.");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneStream {
        @Bean
        StreamingChatModel streaming() {
            return new StreamedModel(AnsweringModel.wanting("Please", "Close the door."));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConstitution {
        @Bean
        Constitution own() {
            return Constitution.of("own", List.of(Principle.of("please", "Say please.")));
        }
    }

    @Test
    void chatModel_ofTheApplication_answersUnderTheConstitution() {
        application.withUserConfiguration(OneModel.class).run(context -> {
            assertThat(context).hasSingleBean(ChatModel.class).hasSingleBean(Constitution.class);
            ChatResponse response = context.getBean(ChatModel.class).chat(UserMessage.from("Ask for it."));
            assertThat(response.aiMessage().text()).isEqualTo("Please. Close the door.");
            assertThat(response).isInstanceOf(ConstitutionalChatResponse.class);
            assertThat(context.getBean(Constitution.class).id()).isEqualTo("helpful-honest-harmless");
        });
    }

    @Test
    void streamingChatModel_ofTheApplication_streamsTheRevision() {
        application.withUserConfiguration(OneStream.class).run(context -> {
            StreamingChatModel model = context.getBean(StreamingChatModel.class);
            assertThat(model).isInstanceOf(ConstitutionalStreamingChatModel.class);
            assertThat(StreamedAnswer.of(model, "Ask for it.").aiMessage().text())
                    .isEqualTo("Please. Close the door.");
        });
    }

    @Test
    void beans_named_areWrappedAndNoOther() {
        application
                .withUserConfiguration(TwoModels.class)
                .withPropertyValues("constitution.beans=second")
                .run(context -> {
                    assertThat(context.getBean("first")).isInstanceOf(AnsweringModel.class);
                    assertThat(context.getBean("second")).isInstanceOf(ConstitutionalChatModel.class);
                });
    }

    @Test
    void enabled_false_leavesTheModelsAlone() {
        application
                .withUserConfiguration(OneModel.class)
                .withPropertyValues("constitution.enabled=false")
                .run(context -> assertThat(context.getBean(ChatModel.class)).isInstanceOf(AnsweringModel.class));
    }

    @Test
    void constitution_ofTheApplication_isUsed() {
        application.withUserConfiguration(OneModel.class, OwnConstitution.class).run(context -> {
            ConstitutionalChatResponse response = (ConstitutionalChatResponse)
                    context.getBean(ChatModel.class).chat(UserMessage.from("Ask for it."));
            assertThat(response.outcome().steps().get(0).principle()).isEqualTo("please");
        });
    }

    @Test
    void principles_asAResource_areRead() {
        application
                .withUserConfiguration(OneModel.class)
                .withPropertyValues("constitution.principles=classpath:house-rules.yaml")
                .run(context ->
                        assertThat(context.getBean(Constitution.class).id()).isEqualTo("house-rules"));
    }

    @Test
    void customizer_setsWhatPropertiesDoNot() {
        List<String> heard = new ArrayList<>();
        application
                .withUserConfiguration(OneModel.class)
                .withBean(RevisionCustomizer.class, () -> revision -> {
                    heard.add("customized");
                    revision.stopAfterKeeps(1);
                })
                .run(context -> assertThat(heard).containsExactly("customized"));
    }

    @Test
    void property_unknown_endsTheStartByName() {
        application
                .withUserConfiguration(OneModel.class)
                .withPropertyValues("constitution.principle=cai-16")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("[constitution.principle]"));
    }

    @Test
    void principles_unknown_endTheStartWithWhatThereIs() {
        application
                .withUserConfiguration(OneModel.class)
                .withPropertyValues("constitution.principles=cai-17")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("cai-16"));
    }

    @Test
    void health_saysWhichConstitution() {
        application
                .withUserConfiguration(OneModel.class)
                .withPropertyValues("constitution.principles=asimov")
                .run(context -> assertThat(
                                context.getBean(HealthIndicator.class).health().getDetails())
                        .containsEntry("id", "asimov")
                        .containsKey("fingerprint"));
    }

    @Test
    void health_notOnTheClassPath_isLeftOut() {
        application
                .withUserConfiguration(OneModel.class)
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ChatModel.class));
    }

    @AiService
    interface Assistant {
        String answer(String question);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Services {}

    @Test
    void aiService_besideLangChain4jsStarter_usesTheWrappedModel() {
        application
                .withConfiguration(AutoConfigurations.of(LangChain4jAutoConfig.class))
                .withUserConfiguration(OneModel.class, Services.class)
                .run(context -> assertThat(context.getBean(Assistant.class).answer("Ask for it."))
                        .isEqualTo("Please. Close the door."));
    }
}
