package dev.constitution.runner.base;

/**
 * Why a run ended early.
 *
 * @param code the exit code that stands for it
 * @param message what happened and what to do
 */
public record RunStop(ExitCode code, String message) {}
