package dev.constitution.runner.model;

import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModelProvider} may know beside a model's name.
 *
 * @param environment the value of an environment variable, null where it is not set
 * @param timeout how long a server may be silent during one call; while it keeps the connection alive, six times as long
 * @param progress takes lines for people while a model is made ready, a download for example
 */
public record ModelSettings(
        Function<String, @Nullable String> environment, Duration timeout, Consumer<String> progress) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    public ModelSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be above 0, got " + timeout);
        }
    }

    /** Settings that say nothing while a model is made ready. */
    public ModelSettings(Function<String, @Nullable String> environment, Duration timeout) {
        this(environment, timeout, line -> {});
    }

    /** This process's environment, and a timeout of ten minutes. */
    public static ModelSettings fromEnvironment() {
        return new ModelSettings(System::getenv, DEFAULT_TIMEOUT);
    }

    public ModelSettings withTimeout(Duration value) {
        return new ModelSettings(environment, value, progress);
    }

    public ModelSettings withProgress(Consumer<String> value) {
        return new ModelSettings(environment, timeout, value);
    }

    /** The proxies that the environment names. */
    ProxyVariables proxies() {
        return ProxyVariables.of(environment);
    }

    /** A variable's value; null when it is not set or blank. */
    public @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * The address of a server that a variable gives, without a slash at its end; null when it is not set.
     *
     * @throws UsageException when no request can be sent to it, naming the variable
     */
    public @Nullable String address(String variable) {
        String value = variable(variable);
        return value == null ? null : ServerAddress.checked(variable, value);
    }

    /**
     * A key from the first of these variables that is set; {@code X_FILE} beside {@code X} names a file that holds it.
     *
     * @throws UsageException when none is set, naming them
     */
    public String key(ModelSpec spec, String... variables) {
        String key = keyOrNull(variables);
        if (key == null) {
            throw new MissingKeyException(
                    spec + " needs a key: set " + String.join(" or ", variables) + ", or " + variables[0]
                            + "_FILE to the name of a file that holds it",
                    variables[0]);
        }
        return key;
    }

    /** A key as {@link #key} finds it, or null. */
    public @Nullable String keyOrNull(String... variables) {
        for (String variable : List.of(variables)) {
            String key = variable(variable);
            if (key == null) {
                key = fileKey(variable + "_FILE");
            }
            if (key != null) {
                return sendable(variable, key);
            }
        }
        return null;
    }

    private @Nullable String fileKey(String variable) {
        String file = variable(variable);
        if (file == null) {
            return null;
        }
        try {
            String key = Files.readString(Path.of(file)).strip();
            if (!key.isEmpty()) {
                return key;
            }
        } catch (NoSuchFileException e) {
            throw new UsageException(variable + " names " + file + ", which is not there", e);
        } catch (IOException e) {
            throw new UsageException(variable + " names " + file + ", which cannot be read: " + e.getMessage(), e);
        }
        throw new UsageException(variable + " names " + file + ", which is empty; write the key into it");
    }

    private static String sendable(String variable, String key) {
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UsageException("the key of " + variable
                    + " holds white space or a character that no HTTP header can" + " carry; set it again");
        }
        return key;
    }
}
