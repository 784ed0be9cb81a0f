package dev.constitution.stage;

import dev.constitution.chat.FieldHash;

/**
 * What the rules of the method that are code are known by. A run that has begun under some goes on under no others, so each
 * number rises with every change by which another request is sent, a reply is read otherwise, or a pair is kept out or let
 * in; {@code MethodRulesTest} notices. What is data (shapes, phrases) is known by its content.
 */
public final class MethodRules {
    /** How principles are drawn, and requests put together from shapes and principles. */
    static final int REQUESTS = 2;

    /** How replies are read: as answers, decisions, revisions, verdicts. */
    static final int READERS = 4;

    /** What gates object to. */
    static final int GATES = 5;

    /**
     * What the phrases are known by, noted so that they are read when an answer has come, not before the first request;
     * {@code MethodRulesTest} holds it to the file.
     */
    static final String PHRASES = "b31edab7f4065e25c7d820f191a7013c5cd2d5fc34207c884c4cc59270b21da5";

    private MethodRules() {}

    /** Of how requests are put together. */
    public static String ofRequests() {
        return fingerprint("requests", REQUESTS, "");
    }

    /** Of how replies are read. */
    public static String ofReaders() {
        return fingerprint("readers", READERS, PHRASES);
    }

    /** Of what gates object to. */
    public static String ofGates() {
        return fingerprint("gates", GATES, PHRASES);
    }

    private static String fingerprint(String what, int version, String data) {
        return new FieldHash().add(what).add(version).add(data).hex();
    }
}
