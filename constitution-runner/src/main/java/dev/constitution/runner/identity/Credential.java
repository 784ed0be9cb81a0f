package dev.constitution.runner.identity;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proves to a server who asks. Implementations are thread-safe. */
@FunctionalInterface
public interface Credential {

    /**
     * What proves it for one request.
     *
     * @param headers go with a request
     * @param secrets must appear in no answer that is kept, and in no message
     */
    record Proof(Map<String, List<String>> headers, Set<String> secrets) {
        public Proof {
            headers = Map.copyOf(headers);
            secrets = Set.copyOf(secrets);
        }

        /** A key, or a token, as most servers want it. */
        public static Proof bearer(String token) {
            return new Proof(Map.of("Authorization", List.of("Bearer " + token)), Set.of(token));
        }
    }

    /**
     * The proof for a request; the same object as long as it is the same for every request.
     *
     * @param headers the request's other headers
     * @throws RuntimeException LangChain4j's exceptions where the identity's own server gives none
     */
    Proof proof(String method, URI address, Map<String, List<String>> headers, byte[] body);

    /** Whether a server could refuse it. */
    default boolean isGiven() {
        return true;
    }

    /** A proof that is the same for every request. */
    static Credential of(Proof proof) {
        return (method, address, headers, body) -> proof;
    }

    /** A proof that is good for a while. */
    static Credential of(Renewed<Proof> proof) {
        return (method, address, headers, body) -> proof.get();
    }

    /** A key as most servers want it; none where it is null. */
    static Credential bearer(@Nullable String key) {
        return key == null ? new NoCredential() : of(Proof.bearer(key));
    }

    /** A key in a header of its own. */
    static Credential header(String name, String key) {
        return of(new Proof(Map.of(name, List.of(key)), Set.of(key)));
    }

    /** A key that whoever writes a request has put into it; none where it is null. */
    static Credential written(@Nullable String key) {
        return key == null ? new NoCredential() : of(new Proof(Map.of(), Set.of(key)));
    }
}
