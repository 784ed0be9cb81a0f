package dev.constitution.runner;

/** A command whose run can be gone on with. */
interface Resumable {
    /** The command that goes on with it. */
    String again();
}
