package dev.constitution.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.micrometer.ConstitutionObservations;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.StreamedAnswer;
import dev.constitution.testing.StreamedModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ConstitutionObservationAutoConfigurationTest {
    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConstitutionAutoConfiguration.class, ConstitutionObservationAutoConfiguration.class))
            .withUserConfiguration(Models.class);

    private final ApplicationContextRunner application = bare.withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            ObservationAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    static class Models {
        @Bean
        AnsweringModel answering() {
            return AnsweringModel.wanting("Please", "Close the door.");
        }

        @Bean
        StreamingChatModel streaming() {
            return new StreamedModel(AnsweringModel.wanting("Please", "Close the door."));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Heard {
        private final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

        @Bean
        ObservationHandler<Observation.Context> hearing() {
            return new ObservationHandler<>() {
                @Override
                public void onStop(Observation.Context context) {
                    contexts.add(context);
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return true;
                }
            };
        }
    }

    private static ChatModel model(org.springframework.context.ApplicationContext context) {
        return context.getBean("answering", ChatModel.class);
    }

    @Test
    void chat_withObservationRegistry_isMeasuredOnce() {
        application.run(context -> {
            assertThat(model(context).chat("Ask for it.")).isEqualTo("Please. Close the door.");

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("constitution.answer.duration")
                            .tag("constitution.outcome", "revised")
                            .timer()
                            .count())
                    .isOne();
            assertThat(meters.get("gen_ai.client.operation.duration").timers()).hasSize(3);
            assertThat(meters.getMeters())
                    .extracting(Meter::getId)
                    .extracting(Meter.Id::getName)
                    .doesNotContain("constitution.answer", "gen_ai.client.operation");
        });
    }

    @Test
    void streamingChat_withObservationRegistry_isMeasured() {
        application.run(context -> {
            StreamingChatModel model = context.getBean(StreamingChatModel.class);
            assertThat(StreamedAnswer.of(model, "Ask for it.").aiMessage().text())
                    .isEqualTo("Please. Close the door.");

            assertThat(context.getBean(MeterRegistry.class)
                            .get("gen_ai.client.operation.duration")
                            .timers())
                    .hasSize(3);
        });
    }

    @Test
    void customizer_withAListenerOfItsOwn_isHeardBesideTheObservations() {
        List<String> heard = new CopyOnWriteArrayList<>();
        application
                .withBean(
                        RevisionCustomizer.class,
                        () -> revision -> revision.listener(new dev.constitution.stage.StageListener() {
                            @Override
                            public void onOutcome(dev.constitution.stage.Outcome outcome) {
                                heard.add(outcome.answer().orElseThrow());
                            }
                        }))
                .run(context -> {
                    model(context).chat("Ask for it.");
                    assertThat(heard).containsExactly("Please. Close the door.");
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("constitution.critiques")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void content_byProperty_isTold() {
        application.withUserConfiguration(Heard.class).run(context -> {
            model(context).chat("Ask for it.");
            assertThat(context.getBean(Heard.class).contexts)
                    .isNotEmpty()
                    .noneMatch(heard -> heard.getAllKeyValues().toString().contains("Ask for it."));
        });
        application
                .withUserConfiguration(Heard.class)
                .withPropertyValues("constitution.observe-content=true")
                .run(context -> {
                    model(context).chat("Ask for it.");
                    assertThat(context.getBean(Heard.class).contexts)
                            .anyMatch(
                                    heard -> heard.getAllKeyValues().toString().contains("Ask for it."));
                });
    }

    @Test
    void observations_ofTheApplication_areUsed() {
        application
                .withBean(
                        "own",
                        ConstitutionObservations.class,
                        () -> ConstitutionObservations.of(io.micrometer.observation.ObservationRegistry.NOOP))
                .run(context -> {
                    model(context).chat("Ask for it.");
                    assertThat(context).hasSingleBean(ConstitutionObservations.class);
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("constitution.answer.duration")
                                    .timer())
                            .isNull();
                });
    }

    @Test
    void registry_missing_leavesTheModelsUnobserved() {
        bare.run(context -> assertThat(model(context)).isInstanceOf(ConstitutionalChatModel.class));
    }

    @Test
    void micrometer_notOnTheClassPath_isLeftOut() {
        bare.withClassLoader(new FilteredClassLoader("io.micrometer", "dev.constitution.micrometer"))
                .run(context -> assertThat(model(context)).isInstanceOf(ConstitutionalChatModel.class));
    }
}
