package dev.constitution.spring;

import dev.constitution.live.RevisionPolicy;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Has an application's chat models answer under a constitution. They are wrapped where they stand, and no bean is added: AI
 * services of LangChain4j take the one chat model that there is, and refuse two. An application that declares a
 * {@code Constitution}, a {@code RevisionPolicy} or a wrapped model of its own has its own way.
 */
@AutoConfiguration
@ConditionalOnClass(ChatModel.class)
@ConditionalOnBooleanProperty(name = "constitution.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConstitutionProperties.class)
public class ConstitutionAutoConfiguration {
    private static final String CLASSPATH = "classpath:";

    @Bean
    @ConditionalOnMissingBean
    Constitution constitution(ConstitutionProperties properties, ResourceLoader resources) throws IOException {
        String name = properties.principles();
        if (!name.startsWith(CLASSPATH)) {
            return Constitutions.resolve(name);
        }
        Resource resource = resources.getResource(name);
        if (!resource.exists()) {
            throw new IllegalArgumentException("constitution.principles names " + name + ", which is not there");
        }
        return Constitutions.parse(
                resource.getContentAsString(StandardCharsets.UTF_8), name.substring(CLASSPATH.length()));
    }

    @Bean
    @ConditionalOnMissingBean
    RevisionPolicy revisionPolicy(ConstitutionProperties properties) {
        RevisionPolicy policy = RevisionPolicy.DEFAULT.onFailure(properties.onFailure());
        return properties.time() == null ? policy : policy.within(properties.time());
    }

    /** Says which constitution the application's models answer under. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("constitution")
    static class HealthConfiguration {
        @Bean
        @ConditionalOnMissingBean(name = "constitutionHealthIndicator")
        HealthIndicator constitutionHealthIndicator(Constitution constitution) {
            return () -> Health.up()
                    .withDetail("id", constitution.id())
                    .withDetail("version", constitution.version())
                    .withDetail("principles", constitution.principles().size())
                    .withDetail("fingerprint", constitution.fingerprint())
                    .build();
        }
    }

    @Bean
    static ModelWrapping constitutionalModelWrapping(BeanFactory beans) {
        return new ModelWrapping(beans);
    }
}
