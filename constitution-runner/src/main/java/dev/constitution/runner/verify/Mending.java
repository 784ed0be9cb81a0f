package dev.constitution.runner.verify;

/** What {@code --repair} does about a finding. */
@FunctionalInterface
interface Mending {
    void by(Repair repair);
}
