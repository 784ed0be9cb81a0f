package dev.constitution.spring;

import dev.constitution.micrometer.ConstitutionObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Has wrapped models observed, where the application has an observation registry and {@code constitution-micrometer} is on the
 * class path. An application that declares {@code ConstitutionObservations} of its own has its own way.
 */
@AutoConfiguration(
        before = ConstitutionAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({ConstitutionObservations.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "constitution.enabled", matchIfMissing = true)
public class ConstitutionObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ConstitutionObservations constitutionObservations(ObservationRegistry registry, ConstitutionProperties properties) {
        ConstitutionObservations observations = ConstitutionObservations.of(registry);
        return properties.observeContent() ? observations.withContent() : observations;
    }

    @Bean
    ModelObserver constitutionModelObserver(ConstitutionObservations observations) {
        return new ObservedModels(observations);
    }

    /** Before Micrometer's own, which takes every observation. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnBean(MeterRegistry.class)
    @ConditionalOnMissingBean(name = "constitutionMeterObservationHandler")
    MeterObservationHandler<Observation.Context> constitutionMeterObservationHandler(MeterRegistry meters) {
        return ConstitutionObservations.meters(meters);
    }
}
