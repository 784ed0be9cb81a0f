package dev.constitution.runner.base;

import java.util.Objects;

/** The version of this program, as its jar says. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** {@code unpackaged} where it runs from class files. */
    public static String current() {
        return Objects.requireNonNullElse(ProgramVersion.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
