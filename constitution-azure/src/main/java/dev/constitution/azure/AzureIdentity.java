package dev.constitution.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.Renewed;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.langchain4j.exception.AuthenticationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Tokens of Azure's default identity, by Azure's own library. */
final class AzureIdentity implements Callable<Renewed.Held<Credential.Proof>> {
    private final String scope;
    private final ProxySelector proxies;
    private @Nullable TokenCredential credential;

    private AzureIdentity(String scope, ProxySelector proxies) {
        this.scope = scope;
        this.proxies = proxies;
    }

    /** The one for an endpoint; nothing is asked yet. */
    static Credential credential(AzureEndpoint endpoint, ModelSettings settings) {
        return Credential.of(new Renewed<>(
                "a token of Azure",
                settings.timeout(),
                new AzureIdentity(endpoint.scope(), ModelClients.proxies(settings))));
    }

    /** By one thread at a time. */
    @Override
    public Renewed.Held<Credential.Proof> call() {
        try {
            if (credential == null) {
                credential = new DefaultAzureCredentialBuilder()
                        .httpClient(
                                new JdkHttpClientBuilder(HttpClient.newBuilder().proxy(proxies)).build())
                        .build();
            }
            AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes(scope));
            return new Renewed.Held<>(
                    Credential.Proof.bearer(token.getToken()),
                    token.getExpiresAt().toInstant());
        } catch (ClientAuthenticationException e) {
            throw new AuthenticationException(
                    "Azure knows no identity here: set AZURE_OPENAI_API_KEY, log in by az login, or give the machine a managed"
                            + " identity; Azure's library says: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw new UncheckedIOException(
                    new IOException("a token of Azure cannot be fetched: " + e.getMessage())); // worth another try
        }
    }
}
