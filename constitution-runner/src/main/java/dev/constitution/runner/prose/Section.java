package dev.constitution.runner.prose;

import java.util.Map;

/**
 * A heading and what stands under it, up to the next heading of its level.
 *
 * @param parent the place of the section that holds it in the document's list; itself for the root, which has no heading
 * @param level of the heading; 0 for the root
 * @param id that the heading states as {@code {#id}}, else made of its title; unique in the document
 * @param attributes what the heading states beside it, {@code {name=value}}
 */
record Section(int parent, int level, String id, String title, Map<String, String> attributes) {
    boolean isRoot() {
        return level == 0;
    }
}
