package dev.constitution.spring;

import dev.constitution.live.OnFailure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code constitution}; one that is not among them ends the start.
 *
 * @param enabled whether the application's chat models answer under a constitution at all
 * @param principles a built-in constitution's name, a file, or a resource ({@code classpath:house-rules.yaml})
 * @param beans the names of the chat models to wrap; all, where none is named
 * @param rounds how many rounds of critique and revision an answer goes through
 * @param shape how requests are worded: chat for a large model, or small
 * @param time how long an answer may take before the best so far stands; as long as it takes by default
 * @param onFailure what is answered where a critique or a revision fails
 * @param observeContent whether spans hold what was asked and answered
 */
@ConfigurationProperties(prefix = "constitution", ignoreUnknownFields = false)
public record ConstitutionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("helpful-honest-harmless") String principles,
        @DefaultValue List<String> beans,
        @DefaultValue("1") int rounds,
        @DefaultValue("chat") Shape shape,
        @Nullable Duration time,
        @DefaultValue("answer") OnFailure onFailure,
        @DefaultValue("false") boolean observeContent) {

    /** How requests are worded. */
    public enum Shape {
        CHAT,
        SMALL
    }
}
