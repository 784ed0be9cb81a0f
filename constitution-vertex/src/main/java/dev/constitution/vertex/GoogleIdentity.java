package dev.constitution.vertex;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.Renewed;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.langchain4j.exception.AuthenticationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Tokens of Google's application default identity, by Google's own library. */
final class GoogleIdentity implements Callable<Renewed.Held<Credential.Proof>> {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final URI SERVICE = URI.create("https://aiplatform.googleapis.com/");
    private static final Duration WITHOUT_END = Duration.ofMinutes(10);

    private final ProxySelector proxies;
    private @Nullable GoogleCredentials credentials;

    private GoogleIdentity(ProxySelector proxies) {
        this.proxies = proxies;
    }

    /** Nothing is asked yet. */
    static Credential credential(ModelSettings settings) {
        return Credential.of(new Renewed<>(
                "a token of Google", settings.timeout(), new GoogleIdentity(ModelClients.proxies(settings))));
    }

    /** By one thread at a time. */
    @Override
    public Renewed.Held<Credential.Proof> call() {
        if (credentials == null) {
            credentials = found();
        }
        try {
            credentials.refresh();
            // Beside the token they name the project that pays, where a user's own credentials say it.
            var headers = credentials.getRequestMetadata(SERVICE);
            AccessToken token = credentials.getAccessToken();
            if (token == null) {
                throw new IOException("the answer holds none");
            }
            Instant until = token.getExpirationTime() == null
                    ? Instant.now().plus(WITHOUT_END)
                    : token.getExpirationTime().toInstant();
            return new Renewed.Held<>(new Credential.Proof(headers, Set.of(token.getTokenValue())), until);
        } catch (IOException e) {
            boolean isRefused = e instanceof Retryable answered && !answered.isRetryable();
            throw isRefused ? refused("Google refuses the identity found here", e) : passing(e);
        }
    }

    private GoogleCredentials found() {
        NetHttpTransport client = new NetHttpTransport.Builder()
                .setConnectionFactory(this::connection)
                .build();
        try {
            return GoogleCredentials.getApplicationDefault(() -> client).createScoped(SCOPE);
        } catch (IOException e) {
            throw refused("Google knows no identity here", e);
        }
    }

    private HttpURLConnection connection(URL address) throws IOException {
        try {
            return (HttpURLConnection)
                    address.openConnection(proxies.select(address.toURI()).get(0));
        } catch (URISyntaxException e) {
            throw new IOException(address + " is no address", e);
        }
    }

    private static AuthenticationException refused(String what, IOException e) {
        return new AuthenticationException(
                what
                        + ": set VERTEX_API_KEY, log in by gcloud auth application-default login, or name a service account's file"
                        + " in GOOGLE_APPLICATION_CREDENTIALS; Google's library says: " + e.getMessage(),
                e);
    }

    private static UncheckedIOException passing(IOException e) {
        return new UncheckedIOException(new IOException("a token of Google cannot be fetched: " + e.getMessage()));
    }
}
