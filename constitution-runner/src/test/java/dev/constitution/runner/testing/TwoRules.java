package dev.constitution.runner.testing;

/** A constitution of two principles, {@code polite} and {@code short}. */
public final class TwoRules {
    private static final String YAML = """
            id: two-rules
            title: Two rules
            version: "1"
            language: en
            licence: Apache-2.0
            source: Written for this test.
            principles:
              - id: polite
                title: Polite
                norm: A good answer is polite.
                critique_request: Where is the answer rude?
                revision_request: Rewrite it politely.
                comparison: Which answer is more polite?
              - id: short
                title: Short
                norm: A good answer is short.
                critique_request: %s
                revision_request: Rewrite it in fewer words.
                comparison: Which answer is shorter?
            """;

    private TwoRules() {}

    /**
     * The constitution as a file holds it.
     *
     * @param ofLength the critique request of {@code short}
     */
    public static String yaml(String ofLength) {
        return YAML.formatted(ofLength);
    }
}
