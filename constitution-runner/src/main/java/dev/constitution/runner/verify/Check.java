package dev.constitution.runner.verify;

import java.io.IOException;

/** Looks at one kind of thing in a run's folder. Used once. */
interface Check {
    void check(Findings findings) throws IOException;
}
