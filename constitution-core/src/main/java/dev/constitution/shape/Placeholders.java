package dev.constitution.shape;

import java.util.Map;

/** Fills {@code {name}} places in one pass, so that what is filled in is never itself read as a template. */
public final class Placeholders {
    private Placeholders() {}

    /** Fills the places that have a value; any other text in braces stays as it is. */
    public static String fill(String template, Map<String, String> values) {
        StringBuilder filled = new StringBuilder(template.length() + 256);
        int done = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int close = template.indexOf('}', open);
            String value = close < 0 ? null : values.get(template.substring(open + 1, close));
            if (value != null) {
                filled.append(template, done, open).append(value);
                done = close + 1;
            }
        }
        return filled.append(template, done, template.length()).toString();
    }
}
