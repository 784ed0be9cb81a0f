package dev.constitution.runner.identity;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That of a server which asks for none. */
record NoCredential() implements Credential {
    private static final Proof NONE = new Proof(Map.of(), Set.of());

    @Override
    public Proof proof(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return NONE;
    }

    @Override
    public boolean isGiven() {
        return false;
    }
}
