package dev.constitution.runner.format;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a row may hold beyond texts: a form without a place for it leaves the row out. */
public enum Beyond {
    /** Definitions of tools, calls of them, and what they returned. */
    TOOLS("tools"),
    /** Images in what the user said. */
    IMAGES("images"),
    /** Images that are at an address, and in no file. */
    IMAGES_BY_ADDRESS("images by address"),
    /** Images beside a text that says what readers of marks take for the place of one. */
    IMAGES_AND_MARKS("mark of an image in a text");

    static final Set<Beyond> ALL = Collections.unmodifiableSet(EnumSet.allOf(Beyond.class));

    private final String label;

    Beyond(String label) {
        this.label = label;
    }

    /** In words. */
    String label() {
        return label;
    }
}
